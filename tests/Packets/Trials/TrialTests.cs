using AwesomeAssertions;
using Ilb.Datapath.Maps;
using Ilb.Packets.Lab;
using Ilb.Packets.Verdicts;
using Ilb.Packets.Wire;
using Xunit;

namespace Ilb.Packets.Trials;

/// <summary>A trial of every packet of a machine that has a verdict: it tells what would happen, and nothing does.</summary>
public sealed class TrialTests(VerdictTests.SharedLab shared) : IClassFixture<VerdictTests.SharedLab>
{
    private const string Client = "10.1.0.1:40000", Web = PacketLab.Vip + ":80";

    public static TheoryData<string> Names => [.. VerdictRows.All.Where(row => row.IsFromMachine && !row.IsOnlyIpv6).Select(row => row.Name)];

    /// <summary>Those that have a meaning in IPv6, and those that are about it.</summary>
    public static TheoryData<string> NamesInIpv6 => [.. VerdictRows.All.Where(row => row.IsFromMachine && row.HoldsInIpv6).Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_trial_tells_what_becomes_of_the_packet_and_leaves_every_byte_of_every_map_as_it_is(string name) => Foretells(name, shared.Lab, inIpv6: false);

    [Theory]
    [MemberData(nameof(NamesInIpv6))]
    public void So_it_does_in_ipv6(string name) => Foretells(name, shared.DualStackLab, inIpv6: true);

    private static void Foretells(string name, PacketLab lab, bool inIpv6)
    {
        var row = VerdictRows.All.Single(row => row.Name == name);
        using var own = row.OwnLab(inIpv6);
        lab = own ?? lab;
        row.Prepare(lab, inIpv6);

        var foretold = TryUnseen(lab, row.Port, row.In, row.Segment);

        foretold.Verdict.Should().Be(row.Verdict);
        foretold.Action.Should().Be(TcAction.Shot, "it ends before anything would be sent");
        var actual = row.Send(lab);
        actual.Verdict.Should().Be(row.Verdict);
        if (actual.Action == TcAction.Redirect && row.Out is not null && actual.ToPort == foretold.ToPort && IsDelivered(row.Verdict))
            Convert.ToHexString(foretold.Frame).Should().Be(Convert.ToHexString(inIpv6 ? row.Out.InIpv6() : row.Out));
    }

    [Fact]
    public void A_trial_of_a_new_connection_from_the_port_of_a_closed_one_leaves_that()
    {
        shared.Lab.Reset();
        shared.Lab.Connect();
        shared.Lab.Send(1, Frames.Segment(Client, Web, Tcp.Rst | Tcp.Ack, 1001, 5001));
        TryUnseen(shared.Lab, 1, Frames.Segment(Client, Web, Tcp.Syn)).Verdict.Should().Be("balanced");
    }

    [Fact]
    public void A_trial_of_the_first_connection_that_finds_its_bucket_full_leaves_that_unmarked()
    {
        using var small = new PacketLab(flowBuckets: 1, overflowBuckets: 1);
        for (var port = 1; port <= 8; port++)
            small.Connect($"10.1.0.1:{port}");
        TryUnseen(small, 1, Frames.Segment(Client, Web, Tcp.Syn)).Verdict.Should().Be("balanced");
    }

    [Fact]
    public void A_trial_of_a_first_fragment_is_no_way_for_the_others_to_follow()
    {
        shared.Lab.Reset();
        TryUnseen(shared.Lab, 1, Frames.Datagram(Client, PacketLab.Vip + ":53", new byte[64]).With(19, 7).First()).Verdict.Should().Be("balanced");
    }

    [Fact]
    public void What_a_real_packet_writes_the_dump_shows()
    {
        shared.Lab.Reset();
        shared.Lab.PlugIn(1);
        var before = MapDump.Of(shared.Lab.Pins);
        shared.Lab.Send(1, Frames.Segment(Client, Web, Tcp.Syn));
        var changed = MapDump.Of(shared.Lab.Pins).Except(before).Select(line => line.Split(' ')[0]).Distinct();
        changed.Should().BeEquivalentTo("flows", "verdicts", "frontend_traffic", "backend_traffic");
    }

    private static Outcome TryUnseen(PacketLab lab, uint port, byte[] frame, uint segment = 0)
    {
        lab.PlugIn(port);
        var before = MapDump.Of(lab.Pins);
        var foretold = lab.Try(port, frame, segment);
        MapDump.Of(lab.Pins).Should().Equal(before);
        return foretold;
    }

    private static bool IsDelivered(string verdict) => verdict is "delivered" or "balanced" or "replied" or "icmp_translated" or "fragment_followed";
}
