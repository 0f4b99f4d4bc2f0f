using System.Net.Sockets;
using AwesomeAssertions;
using CsCheck;
using Ilb.Datapath;
using Ilb.Forwarding;
using Ilb.Packets.Lab;
using Ilb.Packets.Wire;
using Xunit;

namespace Ilb.Packets.Model;

/// <summary>Random networks, random packets: the program in the kernel and the plain model say the same and send the same bytes.</summary>
public sealed class DifferentialTests(ITestOutputHelper output) : IDisposable
{
    private const int MachineAt = 5; // last octet of the receiver's MAC
    private const byte Uplink = 254; // there

    private readonly PacketLab _lab = new(flowBuckets: 65_536, isDualStack: true);
    private uint _network = 1000;
    private uint _version = 1;

    public void Dispose() => _lab.Dispose();

    /// <summary>Verdicts that stories of two hundred nearly always reach; where chance wants it otherwise, more are played.</summary>
    private static readonly string[] s_matters =
    [
        "delivered", "balanced", "replied", "icmp_translated", "vip_ping", "own_set", "no_flow", "no_backend", "no_endpoint", "backend_gone",
        "fragment", "icmp_unmatched", "too_big", "no_machine", "way_out", "probe_reply", "source_spoofed", "multicast", "protocol_refused",
        "acl_denied", "not_public", "not_transitive", "fragment_followed", "drain_over", "ipv6",
    ];

    [Fact]
    public void Program_and_model_agree_on_every_packet()
    {
        for (var series = 0; series < 5 && !ReachesAll(); series++)
            Gen.Select(World.Gen, Step.Any.Array[1, 60]).Sample(
                (world, steps) => Play(world, steps), iter: 200, threads: 1, print: story => string.Join('\n', story.Item2.Select(step => step.ToString())));
        output.WriteLine(string.Join(", ", _lab.Kernel.Verdicts().Where(count => count.Value > 0).Select(count => $"{count.Key} {count.Value}")));
        output.WriteLine($"{_lab.Kernel.Flows().Count(flow => flow.IsFloating)} flows with a floating IP, {_lab.Kernel.Flows().Count(flow => flow.IsHairpin)} hairpins");
        output.WriteLine($"{_lab.Kernel.Flows().Count(flow => flow.SeenPort != flow.Client.Port)} flows with another source port");
        Reached().Should().Contain(s_matters, "the stories shall reach what matters");
        ReachesAll().Should().BeTrue("they shall reach proven flows with a floating IP, of both families, of members to themselves and from outside");
    }

    private HashSet<string> Reached() => [.. _lab.Kernel.Verdicts().Where(count => count.Value > 0).Select(count => count.Key)];

    private bool ReachesAll() =>
        Reached().IsSupersetOf(s_matters)
        && _lab.Kernel.Flows().Any(flow => flow.IsFloating && flow.Proven) && _lab.Kernel.Flows().Any(flow => flow.IsHairpin && flow.Proven)
        && _lab.Kernel.Flows().Any(flow => flow.IsFromOutside && flow.Proven)
        && _lab.Kernel.Flows().Any(flow => flow.Client.AddressFamily == AddressFamily.InterNetworkV6 && flow.IsFloating && flow.Proven);

    /// <summary>Each story has a network of its own, so that no flow of an earlier one is met.</summary>
    private void Play(World world, Step[] steps)
    {
        var network = ++_network;
        var state = world.In(network);
        Story[] families = [new(new(network, state)), new(new(network, state.InsideOnly(), inIpv6: true))];
        _lab.MoveTo(network);
        Apply(state);
        foreach (var step in steps)
        {
            var story = families[step.InIpv6 ? 1 : 0];
            if (step is BackendStep change)
                Apply(Changed(families[0].Model.State, change, story.Delivered));
            else if (step is AclStep list)
                Apply(list.Acl.Guard(families[0].Model.State, list.Frontend, ++_version));
            else if (Frame(step, story, network) is { } frame)
                story.Delivered = Compare(story.Model, (story.Sent = frame).Value, _lab.SendsIpv6 = step.InIpv6) ?? story.Delivered;
        }

        void Apply(ForwardingState now)
        {
            (families[0].Model.State, families[1].Model.State) = (now, now.InsideOnly());
            _lab.Apply(now);
        }
    }

    /// <summary>Of one family; no packet of the other is to matter.</summary>
    private sealed record Story(ModelSwitch Model)
    {
        internal (uint Port, byte[] Bytes)? Sent { get; set; }

        internal byte[]? Delivered { get; set; }
    }

    private byte[]? Compare(ModelSwitch model, (uint Port, byte[] Bytes) sent, bool inIpv6)
    {
        var (port, frame) = sent;
        var expected = (inIpv6 ? OnlyInIpv6(port, new ModelPacket(frame)) : null) ?? model.Send(port, frame);
        var foretold = port == 0 || PacketLab.IsGateway(port) ? null : _lab.Try(port, frame);
        var actual = port == 0 ? _lab.SendFromOutside(frame) : PacketLab.IsGateway(port) ? _lab.SendFromGateway(port, frame) : _lab.Send(port, frame);
        actual.Verdict.Should().Be(expected.Verdict, "of {0}", Convert.ToHexString(frame));
        if (expected.Frame is not null)
            Convert.ToHexString(actual.Frame).Should().Be(Convert.ToHexString(inIpv6 ? expected.Frame.InIpv6() : expected.Frame), expected.Verdict);
        (actual.Action == TcAction.Redirect).Should().Be(expected.Frame is not null);
        if (foretold is not null)
            Compare(foretold, actual);
        return expected.Verdict is "balanced" or "replied" or "delivered" or "icmp_translated" ? expected.Frame : null;
    }

    /// <summary>What a trial said just before; of answers it makes none.</summary>
    private static void Compare(Outcome foretold, Outcome actual)
    {
        (foretold.Verdict, foretold.Action).Should().Be((actual.Verdict, TcAction.Shot), "a trial tells what happens, and sends nothing");
        if (Verdict.All.Single(verdict => verdict.Name == actual.Verdict).Action == "DELIVER")
            (foretold.ToPort, Convert.ToHexString(foretold.Frame)).Should().Be((actual.ToPort, Convert.ToHexString(actual.Frame)), actual.Verdict);
    }

    /// <summary>What gateways and the uplink say of it, and of datagrams without a checksum.</summary>
    private static ModelOutcome? OnlyInIpv6(uint port, ModelPacket packet)
    {
        if (port == 0 || PacketLab.IsGateway(port))
            return new("ipv6", null);
        var isUnchecked = packet is { Protocol: 17, HasPorts: true } && packet.Number(40) == 0;
        return isUnchecked && !packet.Source.Equals(packet.Destination) ? new("malformed", null) : null;
    }

    private static ForwardingState Changed(ForwardingState state, BackendStep change, byte[]? delivered)
    {
        var backends = state.Backends;
        var slot = backends.Keys.Order().Where(key => backends[key].Port == delivered?[MachineAt]).ElementAtOrDefault(change.Which);
        if (slot == 0)
            return state;
        var value = backends[slot] with { State = change.State };
        return state with { Backends = backends.SetItem(slot, change.Anew ? value with { Generation = value.Generation + 1 } : value) };
    }

    private static (uint Port, byte[] Bytes)? Frame(Step step, Story told, uint story)
    {
        var (sent, delivered) = (told.Sent, told.Delivered);
        if (step is PacketStep packet)
            return (packet.Port, packet.Frame().With(18, (byte)(story >> 8)).With(19, (byte)story, fill: true)); // no fragment is of an earlier story
        if (step is RepeatStep repeat)
            return sent is { } again && new ModelPacket(again.Bytes) is { HasPorts: true, Protocol: 6 }
                ? (again.Port, again.Bytes.With(47, (byte)repeat.Flags, fill: true))
                : null;
        if (step is LaterStep)
            return sent is { } first && new ModelPacket(first.Bytes) is { HasPorts: true, IsFragment: true } ? (first.Port, first.Bytes.Later()) : null;
        if (delivered is null)
            return null;
        var got = new ModelPacket(delivered);
        var (port, self, other) = (delivered[MachineAt] == Uplink ? 0u : delivered[MachineAt], got.Destination.ToString(), got.Source.ToString());
        if (step is ReplyStep { AsMachine: true } && port != 0)
            self = PacketLab.AddressOf(port);
        return step switch
        {
            ErrorStep when step.InIpv6 && got.IsFragment => null, // it would quote no ports
            ErrorStep error when got.HasPorts =>
                (port, Frames.Error(PacketLab.IsGateway(port) ? error.Router ?? self : self, other, error.Code, delivered, 1400)),
            ReplyStep reply when got.Protocol == 6 && got.HasPorts =>
                (port, Frames.Segment($"{self}:{got.DestinationPort}", $"{other}:{got.SourcePort}", reply.Flags, 7, 8)),
            ReplyStep when got.HasPorts => (port, Frames.Datagram($"{self}:{got.DestinationPort}", $"{other}:{got.SourcePort}")),
            _ => null,
        };
    }
}
