using Ilb.Model.Addressing;
using Ilb.Packets.Lab;
using static Ilb.Packets.Lab.TcAction;
using static Ilb.Packets.Wire.Frames;
using Tcp = Ilb.Packets.Wire.Tcp;

namespace Ilb.Packets.Verdicts;

/// <summary>Sets that their members may call: 92/tcp and 93/udp at machine 2, which looks to itself as if the VIP called.</summary>
internal static class LoopbackRows
{
    private const string Self = "10.1.0.2:40000";
    private const string Web = PacketLab.Vip + ":92";
    private const string Dns = PacketLab.Vip + ":93";
    private const string Seen = PacketLab.Vip + ":40000";
    private const string Server = "10.1.0.2:9292";
    private const Tcp SynAck = Tcp.Syn | Tcp.Ack;

    internal static IReadOnlyList<VerdictRow> All { get; } =
    [
        new("loopback: to itself, from the VIP", 2, Segment(Self, Web, Tcp.Syn), "balanced", Redirect, Segment(Seen, Server, Tcp.Syn).At("10.1.0.2")),
        new("loopback: its own answer", 2, Segment(Server, Seen, SynAck, 5000, 1001), "replied", Redirect,
            Segment(Web, Self, SynAck, 5000, 1001).At("10.1.0.2")) { Before = Open },
        new("loopback: amid the connection", 2, Segment(Self, Web, Tcp.Ack, 1001, 5001, [1]), "balanced", Redirect,
            Segment(Seen, Server, Tcp.Ack, 1001, 5001, [1]).At("10.1.0.2")) { Before = Connect },
        new("loopback: datagram to itself", 2, Datagram(Self, Dns), "balanced", Redirect, Datagram(Seen, "10.1.0.2:9393").At("10.1.0.2")),
        new("loopback: datagram back", 2, Datagram("10.1.0.2:9393", Seen), "replied", Redirect, Datagram(Dns, Self).At("10.1.0.2"))
        {
            Before = lab => lab.Send(2, Datagram(Self, Dns)),
        },
        new("loopback: to another member, with its own address", 2, Segment(Self, Web, Tcp.Syn), "balanced", Redirect,
            Segment(Self, "10.1.0.3:9292", Tcp.Syn).At("10.1.0.3")) { Before = ChooseOther },
        new("loopback: answer of another member", 3, Segment("10.1.0.3:9292", Self, SynAck), "replied", Redirect, Segment(Web, Self, SynAck).At("10.1.0.2"))
        {
            Before = lab =>
            {
                ChooseOther(lab);
                Open(lab);
            },
        },
        new("loopback: a client that is no member", 1, Segment("10.1.0.1:40000", Web, Tcp.Syn), "balanced", Redirect,
            Segment("10.1.0.1:40000", Server, Tcp.Syn).At("10.1.0.2")),
        new("loopback: error of itself as server", 2, Error("10.1.0.2", PacketLab.Vip, 3, Datagram(Seen, "10.1.0.2:9393")), "icmp_translated", Redirect,
            Error(PacketLab.Vip, "10.1.0.2", 3, Datagram(Self, Dns)).At("10.1.0.2"))
        {
            Before = lab => lab.Send(2, Datagram(Self, Dns)),
        },
        new("loopback: error of itself as client", 2, Error("10.1.0.2", PacketLab.Vip, 4, Segment(Web, Self, SynAck), 1400), "icmp_translated", Redirect,
            Error(PacketLab.Vip, "10.1.0.2", 4, Segment(Server, Seen, SynAck), 1400).At("10.1.0.2")) { Before = Connect },
        new("loopback: nobody has that connection", 2, Segment(Server, Seen, SynAck), "no_endpoint", Redirect),
        new("loopback: with a floating IP not to itself", 2, Segment(Self, PacketLab.Vip + ":90", Tcp.Syn), "own_set", Redirect)
        {
            Before = lab => lab.Change(state => state with
            {
                Frontends = state.Frontends.Changed(
                    Tables.Key(PacketLab.Vip, 90, Protocol.Tcp),
                    set => set with { Flags = Forwarding.Kernel.FrontendOptions.FloatingIp | Forwarding.Kernel.FrontendOptions.Loopback }),
            }),
        },
    ];

    private static void Open(PacketLab lab) => lab.Send(2, Segment(Self, Web, Tcp.Syn));

    private static void Connect(PacketLab lab)
    {
        Open(lab);
        lab.Send(2, Segment(Server, Seen, SynAck, 5000, 1001));
    }

    private static void ChooseOther(PacketLab lab) => lab.Apply(
        new Tables().With(_ => lab.State)
            .Set(7, PacketLab.Vip, 92, Protocol.Tcp, (7, 2, "10.1.0.2", 9292), (9, 3, "10.1.0.3", 9292))
            .Option(Tables.Key(PacketLab.Vip, 92, Protocol.Tcp), Forwarding.Kernel.FrontendOptions.Loopback)
            .Table(7, [.. Enumerable.Repeat(9u, 251)]).State);
}
