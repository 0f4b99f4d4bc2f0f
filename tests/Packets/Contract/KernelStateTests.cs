using AwesomeAssertions;
using Ilb.Datapath;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;
using Ilb.Packets.Lab;
using Ilb.Packets.Wire;
using Xunit;

namespace Ilb.Packets.Contract;

public sealed class KernelStateTests : IDisposable
{
    private readonly PacketLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void What_was_applied_is_read_back()
    {
        var read = _lab.Kernel.ReadBack();
        ForwardingChange.Between(_lab.State, read with { Ports = _lab.State.Ports }).Steps.Should().BeEmpty();
        read.Ports.Should().HaveCount(15);
    }

    [Fact]
    public void Applying_nothing_leaves_nothing()
    {
        _lab.Apply(ForwardingState.Empty);
        var read = _lab.Kernel.ReadBack() with { Ports = ForwardingState.Empty.Ports };
        ForwardingChange.Between(ForwardingState.Empty, read).Steps.Should().BeEmpty();
    }

    [Fact]
    public void Opening_again_takes_over_maps_flows_and_counters()
    {
        _lab.Connect();
        var read = _lab.Kernel.ReadBack();
        using var second = KernelState.Open(_lab.Pins, new KernelOptions { FlowBuckets = 1024 });
        second.Flows().Should().ContainSingle().Which.Called.ToString().Should().Be(PacketLab.Vip + ":80");
        second.Verdicts()["balanced"].Should().Be(2);
        ForwardingChange.Between(read, second.ReadBack()).Steps.Should().BeEmpty();
    }

    [Fact]
    public void A_map_that_means_something_else_is_named()
    {
        File.Move(Path.Combine(_lab.Pins, "port_slots"), Path.Combine(_lab.Pins, "overflow"), overwrite: true);
        var open = () => KernelState.Open(_lab.Pins);
        open.Should().Throw<KernelException>().WithMessage("Cannot carry over map overflow*It is no table of flows*ilb down*");
    }

    [Fact]
    public void Every_port_runs_the_program_in_slot_0()
    {
        var frame = Frames.Segment("10.1.0.1:1", "10.1.0.4:2", Tcp.Syn);
        _lab.Send(1, frame);
        _lab.Run(_lab.Kernel.Entry, frame).Verdict.Should().Be("delivered");
    }

    [Fact]
    public void Packets_are_dropped_and_counted_where_no_program_is_in_slot_0()
    {
        _lab.Kernel.Versions.Remove(0);
        _lab.Run(_lab.Kernel.Entry, Frames.Segment("10.1.0.1:1", "10.1.0.4:2", Tcp.Syn)).Action.Should().Be(TcAction.Shot);
        _lab.Kernel.Verdicts()["no_program"].Should().Be(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void A_hint_that_leads_elsewhere_is_no_harm_and_mended_when_the_port_is_set_again(uint leads)
    {
        var hints = _lab.Kernel.MapNamed<uint, uint>("port_hints");
        _lab.Kernel.Ports.Set(new Slot(7, 1), _lab.Port(7) with { Ifindex = 2 });
        _lab.PlugIn(1);
        hints.Set(1, leads); // of the interface that all ports of the lab are on
        _lab.SendFromInterface(Frames.Segment("10.1.0.1:40000", PacketLab.Vip + ":80", Tcp.Syn)).Verdict.Should().Be("balanced");
        _lab.PlugIn(1);
        hints.TryGet(1, out var now).Should().BeTrue();
        now.Should().Be(1);
    }

    [Fact]
    public void A_full_map_names_itself()
    {
        var change = () => _lab.Change(state => state with
        {
            Members = Enumerable.Range(1, 100).Aggregate(state.Members, (members, i) => members.SetItem(new(1, (uint)i), 1)),
        });
        change.Should().Throw<KernelException>().WithMessage("Cannot update map members*").Which.Error.Should().Be(7);
    }

    [Fact]
    public void Every_verdict_has_a_meaning() => Verdict.All.Should().OnlyContain(verdict => verdict.Meaning.Length > 5).And.HaveCountGreaterThan(30);
}
