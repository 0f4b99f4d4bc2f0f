using AwesomeAssertions;
using Ilb.Packets.Lab;
using static Ilb.Packets.Lab.TcAction;
using static Ilb.Packets.Wire.Frames;
using Tcp = Ilb.Packets.Wire.Tcp;

namespace Ilb.Packets.Verdicts;

/// <summary>Sets with a floating IP: 90/tcp at machine 2, 91/udp at machine 3. They answer as the VIP, and only so.</summary>
internal static class FloatingRows
{
    private const string Client = "10.1.0.1:40000";
    private const string Sql = PacketLab.Vip + ":90";
    private const string Dns = PacketLab.Vip + ":91";
    private const Tcp SynAck = Tcp.Syn | Tcp.Ack;

    internal static IReadOnlyList<VerdictRow> All { get; } = [.. Conversations(), .. Spoofs(), .. Errors()];

    private static IEnumerable<VerdictRow> Conversations() =>
    [
        new("floating IP: the VIP stays the destination", 1, Segment(Client, Sql, Tcp.Syn), "balanced", Redirect,
            Segment(Client, Sql, Tcp.Syn).At("10.1.0.2")),
        new("floating IP: amid the connection", 1, Segment(Client, Sql, Tcp.Ack, payload: [1, 2]), "balanced", Redirect,
            Segment(Client, Sql, Tcp.Ack, payload: [1, 2]).At("10.1.0.2")) { Before = Connect },
        new("floating IP: the answer leaves with the VIP as source", 2, Segment(Sql, Client, SynAck, 5000, 1001), "replied", Redirect,
            Segment(Sql, Client, SynAck, 5000, 1001).At("10.1.0.1")) { Before = Open },
        new("floating IP: a datagram keeps the VIP as destination", 1, Datagram(Client, Dns), "balanced", Redirect,
            Datagram(Client, Dns).At("10.1.0.3")),
        new("floating IP: datagram of a socket on the VIP", 3, Datagram(Dns, Client), "replied", Redirect,
            Datagram(Dns, Client).At("10.1.0.1")) { Before = Ask },
        new("floating IP: datagram of a wildcard socket gets the VIP as source", 3, Datagram("10.1.0.3:91", Client), "replied", Redirect,
            Datagram(Dns, Client).At("10.1.0.1")) { Before = Ask },
        new("floating IP: a connection to the machine's own address is another one", 2, Segment("10.1.0.2:90", Client, Tcp.Ack), "delivered", Redirect,
            Segment("10.1.0.2:90", Client, Tcp.Ack).At("10.1.0.1")) { Before = Connect },
        new("floating IP: backend removed", 1, Segment(Client, Sql, Tcp.Ack, 1001, 5001), "backend_gone", Redirect,
            Segment(Sql, Client, Tcp.Rst, 5001).At("10.1.0.1"))
        {
            Before = lab =>
            {
                Connect(lab);
                lab.Change(state => state with { Backends = state.Backends.SetItem(5, state.Backends[5] with { Generation = 2 }) });
            },
        },
    ];

    private static IEnumerable<VerdictRow> Spoofs() =>
    [
        new("as the VIP, from no member", 4, Segment(Sql, Client, SynAck), "source_spoofed", Shot) { Before = Open },
        new("as the VIP, from the member of another set", 3, Segment(Sql, Client, SynAck), "source_spoofed", Shot) { Before = Open },
        new("as the VIP, from a port without a set", 2, Segment(PacketLab.Vip + ":99", Client, SynAck), "source_spoofed", Shot),
        new("as the VIP, of a set without floating IP", 2, Segment(PacketLab.Vip + ":80", Client, SynAck), "source_spoofed", Shot)
        {
            Before = lab => lab.Send(1, Segment(Client, PacketLab.Vip + ":80", Tcp.Syn)),
        },
        new("as the VIP, by the other protocol", 2, Datagram(Sql, Client), "source_spoofed", Shot) { Before = Connect },
        new("as the VIP, opening a connection", 2, Segment(Sql, "10.1.0.4:22", Tcp.Syn), "source_spoofed", Shot),
        new("as the VIP, opening back to the client", 2, Segment(Sql, Client, Tcp.Syn), "source_spoofed", Shot) { Before = Connect },
        new("as the VIP, amid no connection", 2, Segment(Sql, "10.1.0.4:22", Tcp.Ack, 7, 8), "no_flow", Redirect,
            Segment("10.1.0.4:22", Sql, Tcp.Rst, 8).At(PacketLab.Vip)),
        new("as the VIP, a datagram nobody asked for", 3, Datagram(Dns, "10.1.0.4:22"), "no_flow", Redirect,
            Error("10.1.0.4", PacketLab.Vip, 3, Datagram(Dns, "10.1.0.4:22")).At(PacketLab.Vip)),
        new("as the VIP, of a flow that another member has", 3, Segment(Sql, Client, SynAck), "no_flow", Redirect)
        {
            Before = lab =>
            {
                Open(lab);
                lab.Change(state => state with { Members = state.Members.SetItem(new(5, 3), 3) });
            },
        },
        new("as the VIP, to the host", 2, Segment(Sql, "168.63.129.16:50000", SynAck), "not_a_probe_reply", Shot),
        new("as the VIP, a later fragment before the first", 3, Datagram(Dns, Client).With(18, 4).Later(), "source_spoofed", Shot) { Before = Ask },
        new("as the VIP, a later fragment", 3, Datagram(Dns, Client).Later(), "fragment_followed", Redirect, Datagram(Dns, Client).Later().At("10.1.0.1"))
        {
            Before = lab =>
            {
                Ask(lab);
                lab.Send(3, Datagram(Dns, Client).First()).Verdict.Should().Be("replied");
            },
        },
        new("as the VIP, ping", 3, Icmp(PacketLab.Vip, "10.1.0.1", 8, 0, [0, 7, 0, 1]), "source_spoofed", Shot),
        new("ARP as the VIP", 2, Arp(1, PacketLab.Vip, "10.1.0.1"), "arp_spoofed", Shot),
    ];

    private static IEnumerable<VerdictRow> Errors() =>
    [
        new("floating IP: error of the server, as the VIP", 3, Error(PacketLab.Vip, "10.1.0.1", 3, Datagram(Client, Dns)), "icmp_translated", Redirect,
            Error(PacketLab.Vip, "10.1.0.1", 3, Datagram(Client, Dns)).At("10.1.0.1")) { Before = Ask },
        new("floating IP: error of the client about an answer", 1, Error("10.1.0.1", PacketLab.Vip, 4, Segment(Sql, Client, SynAck), 1400),
            "icmp_translated", Redirect, Error("10.1.0.1", PacketLab.Vip, 4, Segment(Sql, Client, SynAck), 1400).At("10.1.0.2")) { Before = Connect },
        new("as the VIP, an error about nothing it received", 3, Error(PacketLab.Vip, "10.1.0.1", 3, Datagram("10.1.0.1:1", Dns)), "icmp_unmatched", Shot),
        new("as the VIP, an error from no member", 4, Error(PacketLab.Vip, "10.1.0.1", 3, Datagram(Client, Dns)), "source_spoofed", Shot) { Before = Ask },
    ];

    private static void Open(PacketLab lab) => lab.Send(1, Segment(Client, Sql, Tcp.Syn));

    private static void Connect(PacketLab lab)
    {
        Open(lab);
        lab.Send(2, Segment(Sql, Client, SynAck, 5000, 1001));
    }

    private static void Ask(PacketLab lab) => lab.Send(1, Datagram(Client, Dns));
}
