using CsCheck;
using Ilb.Packets.Lab;
using Ilb.Packets.Wire;

namespace Ilb.Packets.Model;

/// <summary>Something that happens; answers refer to the frame delivered last, so that conversations come about.</summary>
internal abstract record Step
{
    private static readonly Gen<Tcp> s_flags = Gen.OneOf(
        Tcp.Syn, Tcp.Syn, Tcp.Syn, Tcp.Ack, Tcp.Syn | Tcp.Ack, Tcp.Fin | Tcp.Ack, Tcp.Rst, Tcp.Rst | Tcp.Ack, Tcp.Fin, Tcp.None);

    private static readonly Gen<string> s_targets = Gen.OneOf(
        "10.1.0.100", "10.1.0.100", "10.1.0.100", "10.1.0.101", "10.1.0.2", "10.1.0.3", "10.1.0.5", "10.1.0.50", "10.4.0.100", "10.4.0.13", "10.4.0.50", "10.2.0.9", "10.3.0.9", "10.1.0.10", "192.0.2.1", "168.63.129.16", "224.0.0.1");

    private static readonly Gen<ushort> s_ports = Gen.OneOf<ushort>(80, 81, 53, 8080, 5353, 99);

    private static readonly Gen<ushort> s_clientPorts = Gen.OneOf<ushort>(1000, 1001, 1002, 8080, 5353);

    private static readonly Gen<Step> s_packet = Gen.Select(
        Gen.OneOf(1u, 2u, 3u, 4u, 5u, 12u, 13u), Gen.Int[0, 21], s_targets, s_clientPorts, s_ports, s_flags, Gen.Byte.Array[0, 40],
        (port, kind, target, from, to, flags, payload) => (Step)new PacketStep(port, kind, target, from, to, flags, payload));

    /// <summary>A call to a set, or straight to a machine that may serve one, mostly from the machine that serves none.</summary>
    private static readonly Gen<Step> s_call = Gen.Select(
        Gen.OneOf(1u, 1u, 1u, 1u, 2u, 3u, 4u, 12u, 12u, 13u), Gen.OneOf(World.Calls.Concat(World.DirectCalls).ToArray()), Gen.OneOf<ushort>(1000, 1001),
        Gen.OneOf(Tcp.Syn, Tcp.Syn, Tcp.Ack),
        (port, call, from, flags) => (Step)new PacketStep(port, call.Protocol == 6 ? 12 : from == 1001 ? 2 : 7, call.Address, from, call.Port, flags, [1, 2, 3]));

    /// <summary>Out of the tunnel of the first gateway; mostly as a client of its site.</summary>
    private static readonly Gen<Step> s_fromSite = Gen.Select(
        s_packet, Gen.OneOf("10.2.0.9", "10.2.0.9", "10.2.0.9", "10.2.0.9", "10.2.7.7", "10.1.0.10", "10.3.0.9", "10.1.0.1", "192.0.2.7", "168.63.129.16"),
        (packet, source) => (Step)((PacketStep)packet with { Port = 10, Client = source }));

    private static readonly Gen<Step> s_callFromSite = s_call.Select(call => (Step)((PacketStep)call with { Port = 10, Client = "10.2.0.9" }));

    private static readonly Gen<string> s_outsiders = Gen.OneOf(
        "198.51.100.7", "198.51.100.7", "198.51.100.7", "10.1.0.1", "10.4.0.12", PacketLab.Uplink, "203.0.113.9", "127.0.0.1", "168.63.129.16", "224.0.0.1");

    private static readonly Gen<string> s_calledFromOutside = Gen.OneOf(
        PacketLab.PublicVip, PacketLab.PublicVip, PacketLab.PublicVip, PacketLab.PublicVip, "10.1.0.100", "10.1.0.2", "10.4.0.100", "203.0.113.9", "168.63.129.16");

    private static readonly Gen<Step> s_outside = Gen.Select(
        s_outsiders, Gen.Int[0, 14], s_calledFromOutside, Gen.OneOf<ushort>(1000, 1001), Gen.OneOf<ushort>(80, 80, 53, 99),
        Gen.OneOf(Tcp.Syn, Tcp.Syn, Tcp.Ack), Gen.Byte.Array[0, 40],
        (client, kind, target, from, to, flags, payload) => (Step)new PacketStep(0, to == 53 ? kind % 12 : kind, target, from, to, flags, payload) { Client = client });

    /// <summary>Unreachable in all its kinds, too big among them; time exceeded on the way and in reassembly; a parameter that is wrong.</summary>
    private static readonly Gen<(byte Type, byte Code)> s_errors = Gen.OneOf<(byte, byte)>((3, 0), (3, 1), (3, 2), (3, 3), (3, 4), (11, 0), (11, 1), (12, 0));

    /// <summary>Multiples of 11: no sum of them is less than five below a lifetime, so that the seconds that really pass don't matter.</summary>
    private static readonly Gen<uint> s_seconds = Gen.OneOf(11u, 11u, 22u, 33u, 55u, 66u, 121u, 242u, 1804u);

    /// <summary>It is what it is in IPv6.</summary>
    internal bool InIpv6 { get; init; }

    internal static Gen<Step> Any { get; } = Gen.Select(AnyStep(), Gen.Bool, (step, inIpv6) => step with { InIpv6 = inIpv6 });

    private static Gen<Step> AnyStep() => Gen.Frequency(
        (3, s_packet),
        (6, s_call),
        (1, s_fromSite),
        (2, s_callFromSite),
        (3, s_outside),
        (5, Gen.Select(s_flags, Gen.Int[0, 3], (flags, own) => (Step)new ReplyStep(flags, own == 0))),
        (2, s_flags.Select(flags => (Step)new RepeatStep(flags))),
        (2, Gen.Const((Step)new LaterStep())),
        (3, s_clientPorts.Select(port => (Step)new AnotherStep(port))),
        (1, Gen.Select(s_errors, Gen.OneOf(null, null, "192.0.2.77", "10.1.0.10"), (error, router) => (Step)new ErrorStep(error.Type, error.Code, router))),
        (1, Gen.Select(Gen.Int[0, 1], Gen.Byte[0, 3], Gen.Bool, (which, state, anew) => (Step)new BackendStep(which, state, anew))),
        (1, s_seconds.Select(seconds => (Step)new TimeStep(seconds))),
        (1, Gen.Const((Step)new SweepStep())),
        (1, Gen.Select(Gen.UInt[1, (uint)World.Calls.Length], WorldAcl.Gen, (frontend, acl) => (Step)new AclStep(frontend, acl))));
}

/// <param name="Port">0: the uplink.</param>
internal sealed record PacketStep(uint Port, int Kind, string Target, ushort From, ushort To, Tcp Flags, byte[] Payload) : Step
{
    internal string Client { get; init; } = PacketLab.AddressOf(Port);

    internal byte[] Frame()
    {
        var (from, to) = ($"{Client}:{From}", $"{Target}:{To}");
        return Kind switch
        {
            0 => Frames.Icmp(Client, Target, 8, 0, [0, 1, 0, 2, .. Payload]),
            1 => Frames.Icmp(Client, Target, 0, 0, [0, 1, 0, 2]),
            2 => Frames.Datagram(from, to, Payload).First(),
            3 => Frames.Segment($"10.1.0.9:{From}", to, Flags),
            4 => Frames.Packet(System.Net.IPAddress.Parse(Client), System.Net.IPAddress.Parse(Target), 47, Payload.Length < 8 ? new byte[8] : Payload),
            5 => Frames.Datagram(from, to, new byte[1480]),
            20 => Frames.Segment($"10.1.0.100:{To}", $"10.1.0.1:{From}", Flags),
            21 => Frames.Datagram($"10.1.0.100:{To}", $"10.1.0.1:{From}"),
            6 => Frames.Datagram(from, to, Payload, checksum: false),
            < 12 => Frames.Datagram(from, to, Payload),
            _ => Frames.Segment(from, to, Flags, 1000, 2000, Payload),
        };
    }

    public override string ToString() => $"{Port}: {Convert.ToHexString(Frame())}";
}

/// <param name="AsMachine">From the machine's own address, wherever the packet was sent to.</param>
internal sealed record ReplyStep(Tcp Flags, bool AsMachine) : Step;

/// <summary>The frame sent last, once more with other TCP flags.</summary>
internal sealed record RepeatStep(Tcp Flags) : Step;

/// <summary>A later fragment of the datagram sent last, if that was in fragments.</summary>
internal sealed record LaterStep : Step;

/// <param name="Router">Who tells of it where that is a gateway; null: the receiver itself.</param>
internal sealed record ErrorStep(byte Type, byte Code, string? Router) : Step;

internal sealed record TimeStep(uint Seconds) : Step
{
    /// <summary>More than the seconds of all steps may be short of a lifetime.</summary>
    internal static TimeSpan Margin { get; } = TimeSpan.FromSeconds(4);
}

internal sealed record SweepStep : Step;

/// <summary>Who sent the last packet calls the same again, from another L4 port.</summary>
internal sealed record AnotherStep(ushort From) : Step;

/// <summary>The frontend gets another access list.</summary>
internal sealed record AclStep(uint Frontend, WorldAcl Acl) : Step;

/// <param name="Which">Of those at the machine that got the last frame.</param>
/// <param name="Anew">Another backend takes the slot.</param>
internal sealed record BackendStep(int Which, byte State, bool Anew) : Step;
