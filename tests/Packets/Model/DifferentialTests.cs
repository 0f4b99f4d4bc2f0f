using System.Diagnostics;
using System.Net.Sockets;
using AwesomeAssertions;
using CsCheck;
using Ilb.Datapath;
using Ilb.Forwarding;
using Ilb.Model.Feed;
using Ilb.Packets.Lab;
using Ilb.Packets.Wire;
using Xunit;

namespace Ilb.Packets.Model;

/// <summary>Random networks, random packets: the program in the kernel and the plain model say the same and send the same bytes.</summary>
public sealed class DifferentialTests(ITestOutputHelper output) : IDisposable
{
    private const uint Network = 1000;
    private const int MachineAt = 5; // last octet of the receiver's MAC
    private const byte Uplink = 254; // there

    private readonly PacketLab _lab = new(flowBuckets: 64, isDualStack: true);
    private readonly HashSet<string> _flowKinds = [];
    private bool _hasKept;
    private uint _version;
    private long _packets, _stories;

    public void Dispose() => _lab.Dispose();

    /// <summary>Verdicts that stories of two hundred nearly always reach; where chance wants it otherwise, more are played.</summary>
    private static readonly string[] s_matters =
    [
        "delivered", "balanced", "replied", "icmp_translated", "vip_ping", "own_set", "no_flow", "no_backend", "no_endpoint", "backend_gone",
        "fragment", "icmp_unmatched", "too_big", "no_machine", "way_out", "probe_reply", "source_spoofed", "multicast", "protocol_refused",
        "acl_denied", "not_public", "not_transitive", "fragment_followed", "drain_over", "ipv6",
    ];

    private static readonly Dictionary<string, Predicate<Flow>> s_kinds = new()
    {
        ["floating IP, proven"] = flow => flow.IsFloating && flow.Proven,
        ["floating IP in IPv6, proven"] = flow => flow.IsFloating && flow.Proven && flow.Client.AddressFamily == AddressFamily.InterNetworkV6,
        ["hairpin, proven"] = flow => flow.IsHairpin && flow.Proven,
        ["from outside, proven"] = flow => flow.IsFromOutside && flow.Proven,
        ["another source port"] = flow => flow.SeenPort != flow.Client.Port,
    };

    [Fact]
    public void Program_and_model_agree_on_every_packet()
    {
        for (var series = 0; series < 25 && !ReachesAll(); series++)
            PlayStories(200);
        Tell();
        Reached().Should().Contain(s_matters, "the stories shall reach what matters");
        _flowKinds.Should().BeEquivalentTo(s_kinds.Keys, "they shall reach flows of every kind");
        _hasKept.Should().BeTrue("a client shall stay where the table no longer sends it");
    }

    /// <summary>For whoever has a quarter of an hour: ./dev test -explicit only -method Ilb.Packets.Model.DifferentialTests.Program_and_model_agree_on_a_million_packets.</summary>
    [Fact(Explicit = true)]
    public void Program_and_model_agree_on_a_million_packets()
    {
        var packets = long.TryParse(Environment.GetEnvironmentVariable("ILB_PACKETS"), out var told) ? told : 1_000_000;
        var since = Stopwatch.GetTimestamp();
        while (_packets < packets)
            PlayStories(1000);
        Tell();
        output.WriteLine($"{_packets / Stopwatch.GetElapsedTime(since).TotalSeconds:F0} packets a second");
    }

    /// <summary>What fails is told with the seed that plays it again: CsCheck_Seed.</summary>
    private void PlayStories(int count) => Gen.Select(World.Gen, Step.Any.Array[1, 60]).Sample(
        (world, steps) => Play(world, steps), iter: count, threads: 1, print: story => string.Join('\n', story.Item2.Select(step => step.ToString())));

    private void Tell()
    {
        output.WriteLine($"{_packets} packets in {_stories} stories");
        output.WriteLine(string.Join(", ", _lab.Kernel.Verdicts().Where(count => count.Value > 0).Select(count => $"{count.Key} {count.Value}")));
        output.WriteLine($"flows: {string.Join("; ", _flowKinds)}");
    }

    private HashSet<string> Reached() => [.. _lab.Kernel.Verdicts().Where(count => count.Value > 0).Select(count => count.Key)];

    private bool ReachesAll() => Reached().IsSupersetOf(s_matters) && _flowKinds.Count == s_kinds.Count && _hasKept;

    /// <summary>Nothing of an earlier story is met, so that each can be played again alone.</summary>
    private void Play(World world, Step[] steps)
    {
        _lab.Forget();
        (_stories, _version) = (_stories + 1, 1);
        var state = world.In(Network);
        Story[] families = [new(new(Network, state)), new(new(Network, state.InsideOnly(), inIpv6: true))];
        _lab.MoveTo(Network);
        Apply(families, state);
        var since = Stopwatch.GetTimestamp();
        foreach (var step in steps)
        {
            if (Stopwatch.GetElapsedTime(since) > TimeStep.Margin)
                return; // the seconds that really passed may matter by now
            Play(families, step);
        }

        _hasKept |= Array.Exists(families, family => family.Model.HasKept);
        LookAtFlows();
    }

    private void LookAtFlows()
    {
        foreach (var flow in _lab.Kernel.Flows())
            _flowKinds.UnionWith(s_kinds.Where(kind => kind.Value(flow)).Select(kind => kind.Key));
    }

    private void Play(Story[] families, Step step)
    {
        var story = families[step.InIpv6 ? 1 : 0];
        switch (step)
        {
            case BackendStep change:
                Apply(families, Changed(families[0].Model.State, change, story.Delivered));
                break;
            case AclStep list:
                Apply(families, list.Acl.Guard(families[0].Model.State, list.Frontend, ++_version));
                break;
            case TimeStep time:
                LookAtFlows();
                _lab.Clock.Pass(time.Seconds);
                Array.ForEach(families, family => family.Model.Pass(time.Seconds));
                break;
            case SweepStep:
                _lab.Kernel.Sweep();
                Array.ForEach(families, family => family.Model.Sweep());
                break;
            default:
                if (Frame(step, story) is { } frame)
                    story.Delivered = Compare(story.Model, (story.Sent = frame).Value, _lab.SendsIpv6 = step.InIpv6) ?? story.Delivered;
                break;
        }
    }

    private void Apply(Story[] families, ForwardingState now)
    {
        (families[0].Model.State, families[1].Model.State) = (now, now.InsideOnly());
        _lab.Apply(now);
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
        _packets++;
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

    private static byte[] Call(byte protocol, string from, string to) => protocol == 6 ? Frames.Segment(from, to, Tcp.Syn, 7, 8) : Frames.Datagram(from, to);

    private static (uint Port, byte[] Bytes)? Frame(Step step, Story told)
    {
        var (sent, delivered) = (told.Sent, told.Delivered);
        if (step is PacketStep packet)
            return (packet.Port, packet.Frame());
        if (step is RepeatStep repeat)
            return sent is { } again && new ModelPacket(again.Bytes) is { HasPorts: true, Protocol: 6 }
                ? (again.Port, again.Bytes.With(47, (byte)repeat.Flags, fill: true))
                : null;
        if (step is AnotherStep another)
            return sent is { } call && new ModelPacket(call.Bytes) is { HasPorts: true, IsFragment: false } last
                ? (call.Port, Call(last.Protocol, $"{last.Source}:{another.From}", $"{last.Destination}:{last.DestinationPort}"))
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
                (port, Frames.Error(PacketLab.IsGateway(port) ? error.Router ?? self : self, other, error.Code, delivered, 1400, error.Type)),
            ReplyStep reply when got.Protocol == 6 && got.HasPorts =>
                (port, Frames.Segment($"{self}:{got.DestinationPort}", $"{other}:{got.SourcePort}", reply.Flags, 7, 8)),
            ReplyStep when got.HasPorts => (port, Frames.Datagram($"{self}:{got.DestinationPort}", $"{other}:{got.SourcePort}")),
            _ => null,
        };
    }
}
