using AwesomeAssertions;
using Ilb.Forwarding.Kernel;
using Ilb.Packets.Lab;
using static Ilb.Packets.Lab.TcAction;
using static Ilb.Packets.Wire.Frames;
using Tcp = Ilb.Packets.Wire.Tcp;

namespace Ilb.Packets.Verdicts;

/// <summary>Two networks joined without a tunnel: port 1 and the backend at 2 are in one, port 12 and the backend at 13 in the other.</summary>
internal static class PeerRows
{
    private const uint Machine = 12;
    private const string Client = "10.4.0.12:40000", Web = PacketLab.Vip + ":80", Server = "10.1.0.2:8080";
    private const string Own = "10.1.0.1:40000", FarWeb = PacketLab.PeerVip + ":80", FarServer = "10.4.0.13:8080";
    private const Tcp SynAck = Tcp.Syn | Tcp.Ack;

    internal static IReadOnlyList<VerdictRow> All { get; } = [.. Conversations(), .. Direct(), .. Refusals(), .. Errors()];

    private static IEnumerable<VerdictRow> Conversations() =>
    [
        new("peer: a SYN to the VIP keeps its source", Machine, Segment(Client, Web, Tcp.Syn), "balanced", Redirect, Segment(Client, Server, Tcp.Syn).At("10.1.0.2")),
        new("peer: the other way round", 1, Segment(Own, FarWeb, Tcp.Syn), "balanced", Redirect, Segment(Own, FarServer, Tcp.Syn).At("10.4.0.13")),
        new("peer: amid the connection", Machine, Segment(Client, Web, Tcp.Ack, payload: [1]), "balanced", Redirect,
            Segment(Client, Server, Tcp.Ack, payload: [1]).At("10.1.0.2")) { Before = Open },
        new("peer: the answer as from the VIP", 2, Segment(Server, Client, SynAck, 5000, 1001), "replied", Redirect,
            Segment(Web, Client, SynAck, 5000, 1001).At("10.4.0.12")) { Before = Open },
        new("peer: a datagram to the VIP", Machine, Datagram(Client, PacketLab.Vip + ":53"), "balanced", Redirect),
        new("peer: ping of the VIP", Machine, Icmp("10.4.0.12", PacketLab.Vip, 8, 0, [0, 7, 0, 1]), "vip_ping", Redirect),
        new("peer: a later fragment to the VIP", Machine, Datagram(Client, PacketLab.Vip + ":53").Later(), "fragment_followed", Redirect)
        {
            Before = lab => lab.Send(Machine, Datagram(Client, PacketLab.Vip + ":53").First()).Verdict.Should().Be("balanced"),
        },
        new("peer: amid nothing", Machine, Segment(Client, Web, Tcp.Ack), "no_flow", Redirect),
        new("peer: denied by the access list on its prefix", Machine, Segment(Client, Web, Tcp.Syn), "acl_denied", Redirect)
        {
            Before = lab => lab.Guard(1, 1, ("0.0.0.0/0", AclVerdict.Permit), ("10.4.0.0/24", AclVerdict.Deny)),
        },
    ];

    private static IEnumerable<VerdictRow> Direct() =>
    [
        new("peer: to a machine", Machine, Segment(Client, "10.1.0.3:22", Tcp.Syn), "delivered", Redirect, Segment(Client, "10.1.0.3:22", Tcp.Syn).At("10.1.0.3")),
        new("peer: the machine's answer", 3, Segment("10.1.0.3:22", Client, SynAck), "delivered", Redirect, Segment("10.1.0.3:22", Client, SynAck).At("10.4.0.12")),
        new("peer: to a backend's own address", Machine, Segment(Client, Server, Tcp.Syn), "delivered", Redirect, Segment(Client, Server, Tcp.Syn).At("10.1.0.2")),
        new("peer: to a backend's own address beside the VIP gets another source port", Machine, Segment(Client, Server, Tcp.Syn), "balanced", Redirect) { Before = Open },
        new("peer: ping of a machine", Machine, Icmp("10.4.0.12", "10.1.0.3", 8, 0, [0, 7, 0, 1]), "delivered", Redirect),
    ];

    private static IEnumerable<VerdictRow> Refusals() =>
    [
        new("peer: to nobody", Machine, Segment(Client, "10.1.0.200:1", Tcp.Syn), "no_machine", Redirect),
        new("peer: to a port without endpoint", Machine, Segment(Client, PacketLab.Vip + ":99", Tcp.Syn), "no_endpoint", Redirect),
        new("peer: with the source of a machine of the other network", Machine, Segment(Own, Web, Tcp.Syn), "source_spoofed", Shot),
        new("peer: to a site of the other network's gateway", Machine, Segment(Client, "10.2.0.9:1", Tcp.Syn), "not_transitive", Redirect)
        {
            IsOnlyIpv4 = true,
            Before = lab => Route(lab, Tables.PeerOf(Tables.Network), "10.2.0.0", new(RouteKind.Peer, Tables.Network, 1500)),
        },
        new("peer: on to the next peer", Machine, Segment(Client, "10.5.0.9:1", Tcp.Syn), "not_transitive", Redirect)
        {
            Before = lab =>
            {
                Route(lab, Tables.PeerOf(Tables.Network), "10.5.0.0", new(RouteKind.Peer, Tables.Network, 1500));
                Route(lab, Tables.Network, "10.5.0.0", new(RouteKind.Peer, 99, 1500));
            },
        },
        new("from a site: to a peer of the gateway's network", 10, Segment("10.2.0.9:1", FarWeb, Tcp.Syn), "not_transitive", Redirect),
        new("from outside with an address of a peer", 0, Segment("10.4.0.12:1", PacketLab.PublicVip + ":80", Tcp.Syn), "source_spoofed", Shot) { IsFromOutside = true },
        new("peer: no longer joined", Machine, Segment(Client, Web, Tcp.Ack), "way_out", Redirect) { Before = lab => { Open(lab); Part(lab); } },
        new("peer: the answer when no longer joined", 2, Segment(Server, Client, SynAck), "port_absent", Redirect) { Before = lab => { Open(lab); Part(lab); } },
    ];

    private static IEnumerable<VerdictRow> Errors() =>
    [
        new("peer: error of a backend", 2, Error("10.1.0.2", "10.4.0.12", 3, Segment(Client, Server, Tcp.Syn)), "icmp_translated", Redirect,
            Error(PacketLab.Vip, "10.4.0.12", 3, Segment(Client, Web, Tcp.Syn)).At("10.4.0.12")) { Before = Open },
        new("peer: error of a client", Machine, Error("10.4.0.12", PacketLab.Vip, 3, Segment(Web, Client, SynAck)), "icmp_translated", Redirect,
            Error("10.4.0.12", "10.1.0.2", 3, Segment(Server, Client, SynAck)).At("10.1.0.2")) { Before = Open },
        new("peer: error about nothing", Machine, Error("10.4.0.12", PacketLab.Vip, 3, Segment(Web, Client, SynAck)), "icmp_unmatched", Shot),
    ];

    private static void Open(PacketLab lab) => lab.Send(Machine, Segment(Client, Web, Tcp.Syn));

    private static void Part(PacketLab lab) => lab.Change(state => state with
    {
        Prefixes = state.Prefixes.RemoveRange(state.Prefixes.Where(prefix => prefix.Value.Kind == RouteKind.Peer).Select(prefix => prefix.Key)),
    });

    private static void Route(PacketLab lab, uint network, string prefix, RouteValue route) => lab.Change(state => state with
    {
        Prefixes = state.Prefixes.SetItem(new(32 + 96 + 16, network, Tables.Address(prefix)), route),
    });
}
