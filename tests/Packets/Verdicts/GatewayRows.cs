using System.Net;
using Ilb.Forwarding.Kernel;
using Ilb.Packets.Lab;
using static Ilb.Packets.Lab.TcAction;
using static Ilb.Packets.Wire.Frames;
using Tcp = Ilb.Packets.Wire.Tcp;

namespace Ilb.Packets.Verdicts;

/// <summary>Through tunnels: port 10 is the gateway to 10.2.0.0/16, port 11 that to 10.3.0.0/16.</summary>
internal static class GatewayRows
{
    private const uint Gateway = 10;
    private const string Own = "10.1.0.10", Client = "10.2.0.9:40000", Web = PacketLab.Vip + ":80", Server = "10.1.0.2:8080";
    private const string Router = "192.0.2.77";
    private const Tcp SynAck = Tcp.Syn | Tcp.Ack;
    private static readonly byte[] s_gateway = Mac(IPAddress.Parse(Own)), s_large = new byte[1400];

    internal static IReadOnlyList<VerdictRow> All { get; } = [.. Conversations(), .. Direct(), .. Sizes(), .. Refusals(), .. Errors()];

    private static IEnumerable<VerdictRow> Conversations() =>
    [
        new("site: a SYN to the VIP keeps its source", Gateway, Segment(Client, Web, Tcp.Syn), "balanced", Redirect,
            Segment(Client, Server, Tcp.Syn).At("10.1.0.2")),
        new("site: amid the connection", Gateway, Segment(Client, Web, Tcp.Ack, payload: [1]), "balanced", Redirect,
            Segment(Client, Server, Tcp.Ack, payload: [1]).At("10.1.0.2")) { Before = Open },
        new("site: the answer goes to the gateway as from the VIP", 2, Segment(Server, Client, SynAck, 5000, 1001), "replied", Redirect,
            Segment(Web, Client, SynAck, 5000, 1001).To(s_gateway)) { Before = Open },
        new("site: a datagram to the VIP", Gateway, Datagram("10.2.9.9:5", PacketLab.Vip + ":53"), "balanced", Redirect),
        new("site: ping of the VIP", Gateway, Icmp("10.2.0.9", PacketLab.Vip, 8, 0, [0, 7, 0, 1]), "vip_ping", Redirect),
        new("site: amid nothing", Gateway, Segment(Client, Web, Tcp.Ack), "no_flow", Redirect),
        new("site: denied by the access list on its prefix", Gateway, Segment(Client, Web, Tcp.Syn), "acl_denied", Redirect)
        {
            Before = lab => lab.Guard(1, 1, ("0.0.0.0/0", AclVerdict.Permit), ("10.2.0.0/24", AclVerdict.Deny)),
        },
        new("site: permitted by the access list on its prefix", Gateway, Segment("10.2.1.9:1", Web, Tcp.Syn), "balanced", Redirect)
        {
            Before = lab => lab.Guard(1, 1, ("0.0.0.0/0", AclVerdict.Deny), ("10.2.1.0/24", AclVerdict.Permit)),
        },
        new("site: the answer after its site was disconnected", 2, Segment(Server, Client, SynAck), "port_absent", Redirect)
        {
            Before = lab =>
            {
                Open(lab);
                lab.Change(state => state with { Prefixes = state.Prefixes.RemoveRange(state.Prefixes.Keys.Where(key => key.Address.ToString() == "10.2.0.0")) });
            },
        },
    ];

    private static IEnumerable<VerdictRow> Direct() =>
    [
        new("site: to a machine", Gateway, Segment(Client, "10.1.0.3:22", Tcp.Syn), "delivered", Redirect, Segment(Client, "10.1.0.3:22", Tcp.Syn).At("10.1.0.3")),
        new("site: to a backend's own address", Gateway, Segment(Client, Server, Tcp.Syn), "delivered", Redirect, Segment(Client, Server, Tcp.Syn).At("10.1.0.2")),
        new("site: ping of a machine", Gateway, Icmp("10.2.0.9", "10.1.0.3", 8, 0, [0, 7, 0, 1]), "delivered", Redirect),
        new("to a site: a machine opens a connection", 1, Segment("10.1.0.1:5000", "10.2.0.9:443", Tcp.Syn), "delivered", Redirect,
            Segment("10.1.0.1:5000", "10.2.0.9:443", Tcp.Syn).To(s_gateway)),
        new("to a site: its answer", Gateway, Segment("10.2.0.9:443", "10.1.0.1:5000", SynAck), "delivered", Redirect,
            Segment("10.2.0.9:443", "10.1.0.1:5000", SynAck).At("10.1.0.1")),
        new("the gateway itself to a machine", Gateway, Segment(Own + ":1", "10.1.0.3:22", Tcp.Syn), "delivered", Redirect),
        new("the gateway asks for a MAC", Gateway, Arp(1, Own, "10.1.0.3"), "arp_answered", Redirect),
        new("the gateway asks for a MAC as the site", Gateway, Arp(1, "10.2.0.9", "10.1.0.3"), "arp_spoofed", Shot),
    ];

    private static IEnumerable<VerdictRow> Sizes() =>
    [
        new("to a site: larger than the tunnel", 1, Datagram("10.1.0.1:1", "10.2.0.9:2", s_large), "too_big", Redirect,
            Error("10.2.0.9", "10.1.0.1", 4, Datagram("10.1.0.1:1", "10.2.0.9:2", s_large), 1400).At("10.1.0.1")),
        new("to a site: segments no larger than the tunnel", 1, Segment("10.1.0.1:5000", "10.2.0.9:443", Tcp.Syn, options: [2, 4, 5, 180]), "delivered", Redirect,
            Segment("10.1.0.1:5000", "10.2.0.9:443", Tcp.Syn, options: [2, 4, 5, 80]).To(s_gateway)),
        new("from a site: segments back no larger than the tunnel", Gateway, Segment(Client, Web, Tcp.Syn, options: [2, 4, 5, 180]), "balanced", Redirect,
            Segment(Client, Server, Tcp.Syn, options: [2, 4, 5, 80]).At("10.1.0.2")),
    ];

    private static IEnumerable<VerdictRow> Refusals() =>
    [
        new("from a site: another site's source", Gateway, Segment("10.3.0.9:1", Web, Tcp.Syn), "source_spoofed", Shot),
        new("from a site: a machine's source", Gateway, Segment("10.1.0.3:1", Web, Tcp.Syn), "source_spoofed", Shot),
        new("from a site: the VIP as source", Gateway, Segment(Web, "10.1.0.3:1", SynAck), "source_spoofed", Shot),
        new("from a site: a source of nobody", Gateway, Segment(Router + ":1", Web, Tcp.Syn), "source_spoofed", Shot),
        new("from a site: ping from a source of nobody", Gateway, Icmp(Router, "10.1.0.3", 8, 0, [0, 7, 0, 1]), "source_spoofed", Shot),
        new("from a site: the probes' source", Gateway, Segment("168.63.129.16:1", Server, Tcp.Syn), "probe_source_spoofed", Shot),
        new("from a site: to the host", Gateway, Segment(Client, "168.63.129.16:1", Tcp.Ack), "not_a_probe_reply", Shot),
        new("from a site: to everybody", Gateway, Datagram(Client, "255.255.255.255:1"), "multicast", Shot),
        new("from a site: to nobody", Gateway, Segment(Client, "10.1.0.200:1", Tcp.Syn), "no_machine", Redirect),
        new("from a site: to anywhere else", Gateway, Segment(Client, "198.51.100.7:1", Tcp.Syn), "way_out", Redirect),
        new("from a site: to a site of another gateway", Gateway, Segment(Client, "10.3.0.9:1", Tcp.Syn), "not_transitive", Redirect,
            Error("10.3.0.9", "10.2.0.9", 13, Segment(Client, "10.3.0.9:1", Tcp.Syn)).To(Mac(IPAddress.Parse("10.2.0.9")))),
        new("from a site: to a site of the same gateway", Gateway, Segment(Client, "10.2.7.9:1", Tcp.Syn), "not_transitive", Redirect),
        new("a machine with a site's source", 1, Segment(Client, Web, Tcp.Syn), "source_spoofed", Shot),
    ];

    private static IEnumerable<VerdictRow> Errors() =>
    [
        new("site: error of a stranger about an answer", Gateway, Error(Router, PacketLab.Vip, 4, Segment(Web, Client, SynAck), 1300), "icmp_translated", Redirect,
            Error("10.2.0.9", "10.1.0.2", 4, Segment(Server, Client, SynAck), 1300).At("10.1.0.2")) { Before = Open },
        new("site: error of the gateway about an answer", Gateway, Error(Own, PacketLab.Vip, 4, Segment(Web, Client, SynAck), 1300), "icmp_translated", Redirect,
            Error("10.2.0.9", "10.1.0.2", 4, Segment(Server, Client, SynAck), 1300).At("10.1.0.2")) { Before = Open },
        new("site: error of a stranger about a direct flow", Gateway, Error(Router, "10.1.0.2", 3, Segment(Server, Client, SynAck)), "delivered", Redirect)
        {
            Before = lab => lab.SendFromGateway(Gateway, Segment(Client, Server, Tcp.Syn)),
        },
        new("site: error of a stranger about nothing", Gateway, Error(Router, PacketLab.Vip, 4, Segment(Web, Client, SynAck), 1300), "icmp_unmatched", Shot),
        new("site: error of a stranger about a machine's packet of no flow", Gateway, Error(Router, "10.1.0.3", 3, Datagram("10.1.0.3:1", "10.2.0.9:2")), "icmp_unmatched", Shot),
        new("site: error of a stranger about what a machine sent", Gateway, Error(Router, "10.1.0.1", 4, Call, 1300), "delivered", Redirect,
            Error(Router, "10.1.0.1", 4, Call, 1300).At("10.1.0.1")) { Before = lab => lab.Send(1, Call) },
        new("site: error of a stranger about a machine's answer", Gateway, Error(Router, "10.1.0.3", 3, Segment("10.1.0.3:22", Client, SynAck)), "delivered", Redirect)
        {
            Before = lab =>
            {
                lab.SendFromGateway(Gateway, Segment(Client, "10.1.0.3:22", Tcp.Syn));
                lab.Send(3, Segment("10.1.0.3:22", Client, SynAck));
            },
        },
        new("site: error of a stranger about another port than a machine sent from", Gateway,
            Error(Router, "10.1.0.1", 4, Segment("10.1.0.1:5001", "10.2.0.9:443", Tcp.Syn), 1300), "icmp_unmatched", Shot) { Before = lab => lab.Send(1, Call) },
        new("site: error of a stranger about another protocol than a machine sent", Gateway,
            Error(Router, "10.1.0.1", 4, Datagram("10.1.0.1:5000", "10.2.0.9:443"), 1300), "icmp_unmatched", Shot) { Before = lab => lab.Send(1, Call) },
        new("site: error of a stranger about what only the site claims", Gateway,
            Error(Router, "10.1.0.1", 4, Segment("10.1.0.1:5002", "10.2.0.9:443", Tcp.Syn), 1300), "icmp_unmatched", Shot)
        {
            Before = lab => lab.SendFromGateway(Gateway, Segment("10.2.0.9:443", "10.1.0.1:5002", SynAck)),
        },
        new("site: error of a stranger about what went through another gateway", 11, Error(Router, "10.1.0.1", 4, Call, 1300), "icmp_unmatched", Shot)
        {
            Before = lab => lab.Send(1, Call),
        },
        new("site: error of the site about a machine's packet", Gateway, Error("10.2.0.9", "10.1.0.3", 3, Datagram("10.1.0.3:1", "10.2.0.9:2")), "delivered", Redirect),
        new("site: error of the gateway about a machine's packet", Gateway, Error(Own, "10.1.0.3", 1, Datagram("10.1.0.3:1", "10.2.0.9:2")), "delivered", Redirect),
        new("site: error about what went elsewhere", Gateway, Error("10.2.0.9", "10.1.0.3", 3, Datagram("10.1.0.3:1", "10.3.0.9:2")), "icmp_unmatched", Shot),
        new("site: error about what another sent", Gateway, Error("10.2.0.9", "10.1.0.3", 3, Datagram("10.1.0.4:1", "10.2.0.9:2")), "icmp_unmatched", Shot),
        new("to a site: error of a backend", 2, Error("10.1.0.2", "10.2.0.9", 3, Segment(Client, Server, Tcp.Syn)), "icmp_translated", Redirect,
            Error(PacketLab.Vip, "10.2.0.9", 3, Segment(Client, Web, Tcp.Syn)).To(s_gateway)) { Before = Open },
    ];

    private static byte[] Call => Segment("10.1.0.1:5000", "10.2.0.9:443", Tcp.Syn);

    private static void Open(PacketLab lab) => lab.SendFromGateway(Gateway, Segment(Client, Web, Tcp.Syn));
}
