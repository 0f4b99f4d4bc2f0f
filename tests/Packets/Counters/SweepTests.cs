using AwesomeAssertions;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Feed;
using Ilb.Packets.Lab;
using Xunit;
using static Ilb.Packets.Wire.Frames;
using Tcp = Ilb.Packets.Wire.Tcp;

namespace Ilb.Packets.Counters;

/// <summary>What a sweep tells of the flow table, and what happens where it is full.</summary>
public sealed class SweepTests : IDisposable
{
    private const string Web = PacketLab.Vip + ":80", Server = "10.1.0.2:8080";

    private readonly PacketLab _lab = new(flowBuckets: 1, overflowBuckets: 1);

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Open_flows_are_counted_per_backend_and_closed_and_direct_ones_only_take_room()
    {
        for (var port = 40000; port < 40003; port++)
            _lab.Connect($"10.1.0.1:{port}");
        _lab.Send(1, Segment("10.1.0.1:40002", Web, Tcp.Rst));
        _lab.Send(1, Segment("10.1.0.1:40003", Server, Tcp.Syn)).Verdict.Should().Be("delivered");
        for (var sweep = 0; sweep < 2; sweep++)
        {
            _lab.Kernel.Sweep();
            _lab.Kernel.SweptFlows(64).Should().Equal(new Dictionary<uint, int> { [1] = 2 });
        }

        Fill("flows").Should().Be(new TableFill("flows", 4, 8));
        Fill("overflow").Should().Be(new TableFill("overflow", 0, 8));

        _lab.Change(state => state with { Backends = state.Backends.Clear() });
        _lab.Kernel.Sweep();
        _lab.Kernel.SweptFlows(64).Should().BeEmpty();
        Fill("flows").Used.Should().Be(0);
    }

    [Fact]
    public void Only_a_flow_that_gives_way_unanswered_is_an_eviction()
    {
        for (var port = 1; port <= 16; port++)
            _lab.Send(1, Segment($"10.1.0.1:{port}", Web, Tcp.Syn));
        _lab.Kernel.Evictions().Should().Be(0);
        _lab.Kernel.Sweep();
        (Fill("flows").Used, Fill("overflow").Used).Should().Be((8, 8));
        Fill("overflow").IsAlmostFull.Should().BeTrue();
        _lab.Send(1, Segment("10.1.0.1:17", Web, Tcp.Syn)).Verdict.Should().Be("balanced");
        _lab.Kernel.Evictions().Should().Be(1);

        _lab.Change(state => state with { Backends = state.Backends.Changed(1u, backend => backend with { Generation = 2 }) });
        _lab.Send(1, Segment("10.1.0.1:17", Web, Tcp.Syn)).Verdict.Should().Be("balanced");
        _lab.Kernel.Evictions().Should().Be(1, "it took its own place");
    }

    /// <summary>Whom a flood pushes out is its own older connections, not the one that is just being opened.</summary>
    [Fact]
    public void Of_unanswered_flows_the_one_that_waited_longest_gives_way()
    {
        for (var port = 1; port <= 16; port++)
            _lab.Send(1, Segment($"10.1.0.1:{port}", Web, Tcp.Syn));
        for (var port = 17; port <= 200; port++)
        {
            _lab.Send(1, Segment($"10.1.0.1:{port}", Web, Tcp.Syn));
            Enumerable.Range(port - 7, 8).Where(last => last > 16 && !IsThere(last)).Should().BeEmpty();
        }

        _lab.Kernel.Evictions().Should().Be(184);
    }

    [Fact]
    public void The_one_that_was_heard_of_least_lately_gives_way_wherever_it_lies()
    {
        for (var nth = 0; nth < 8; nth++)
        {
            _lab.Reset();
            for (var port = 1; port <= 16; port++)
                _lab.Send(1, Segment($"10.1.0.1:{port}", Web, Tcp.Syn));
            var bucket = Enumerable.Range(1, 16).Where(port => !_lab.Trace($"10.1.0.1:{port}", Web, amid: true).IsInOverflow).ToList();
            _lab.Clock.Pass(5);
            foreach (var again in bucket.Where((_, i) => i != nth))
                _lab.Send(1, Segment($"10.1.0.1:{again}", Web, Tcp.Syn));
            _lab.Send(1, Segment("10.1.0.1:17", Web, Tcp.Syn));
            bucket.Where(port => !IsThere(port)).Should().Equal(bucket[nth]);
        }
    }

    [Fact]
    public void Tables_say_what_they_hold_and_have_room_for()
    {
        Fill("frontends").Should().Be(new TableFill("frontends", _lab.State.Frontends.Count, 64));
        Fill("backends").Capacity.Should().Be(64);
        Fill("members").Used.Should().Be(_lab.State.Members.Count).And.BePositive();
        Fill("targets").Used.Should().Be(_lab.State.Targets.Count).And.BePositive();
        _lab.Guard(1, 1, ("10.1.0.0/16", AclVerdict.Permit));
        Fill("acls").Used.Should().Be(1);
    }

    private bool IsThere(int port) => !_lab.Trace($"10.1.0.1:{port}", Web, amid: true).Verdict.Equals("no_flow", StringComparison.Ordinal);

    private TableFill Fill(string table) => _lab.Kernel.Tables(_lab.State).Single(one => one.Name == table);
}
