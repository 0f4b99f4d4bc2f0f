using System.Net;
using AwesomeAssertions;
using Ilb.Forwarding.Kernel;
using Ilb.Packets.Lab;
using static Ilb.Packets.Lab.TcAction;
using static Ilb.Packets.Wire.Frames;
using Tcp = Ilb.Packets.Wire.Tcp;

namespace Ilb.Packets.Verdicts;

/// <summary>Through the uplink: public sets 80/tcp and 94/tcp at machine 2, 53/udp at machine 3.</summary>
internal static class OutsideRows
{
    private const string Vip = PacketLab.PublicVip;
    private const string Client = "198.51.100.7:40000";
    private const string Web = Vip + ":80", Dns = Vip + ":53";
    private const string Server = "10.1.0.2:8080";
    private const Tcp SynAck = Tcp.Syn | Tcp.Ack;
    private static readonly byte[] s_uplink = [2, 0, 0, 0, 0, 254];

    /// <summary>A machine inside.</summary>
    private const string Insider = "10.1.0.1:40000";

    internal static IReadOnlyList<VerdictRow> All { get; } = [.. Conversations(), .. Floating(), .. Refusals(), .. Links(), .. Errors()];

    private static IEnumerable<VerdictRow> Conversations() =>
    [
        In("from outside: a SYN keeps its source", Segment(Client, Web, Tcp.Syn), "balanced", Redirect, Segment(Client, Server, Tcp.Syn).At("10.1.0.2")),
        In("from outside: amid the connection", Segment(Client, Web, Tcp.Ack, payload: [1]), "balanced", Redirect,
            Segment(Client, Server, Tcp.Ack, payload: [1]).At("10.1.0.2")) with { Before = Open },
        new("to outside: the answer leaves as the public VIP", 2, Segment(Server, Client, SynAck, 5000, 1001), "replied", Redirect,
            Segment(Web, Client, SynAck, 5000, 1001).To(s_uplink)) { Before = Open },
        In("from outside: a datagram", Datagram(Client, Dns), "balanced", Redirect, Datagram(Client, "10.1.0.3:5353").At("10.1.0.3")),
        new("to outside: the answer to a datagram", 3, Datagram("10.1.0.3:5353", Client), "replied", Redirect, Datagram(Dns, Client).To(s_uplink))
        {
            Before = lab => lab.SendFromOutside(Datagram(Client, Dns)),
        },
        In("from outside: from the uplink's own address", Segment(PacketLab.Uplink + ":1", Web, Tcp.Syn), "balanced", Redirect),
        new("to outside: nobody asked", 2, Segment(Server, Client, Tcp.Ack), "way_out", Redirect),
        new("to outside: opening a connection", 2, Segment("10.1.0.2:5000", Client, Tcp.Syn), "way_out", Redirect) { Before = Open },
        new("to outside: from another machine, as if in the flow", 3, Segment("10.1.0.3:8080", Client, SynAck), "way_out", Redirect) { Before = Open },
        new("to outside: the uplink is gone", 2, Segment(Server, Client, SynAck), "port_absent", Redirect)
        {
            Before = lab =>
            {
                Open(lab);
                lab.Kernel.Ports.Remove(Ilb.Model.Snapshots.Outside.Port, 1, "lo");
            },
        },
        In("from outside: backend removed", Segment(Client, Web, Tcp.Ack, 1001, 5001), "backend_gone", Redirect) with
        {
            Before = lab =>
            {
                Open(lab);
                lab.Change(state => state with { Backends = state.Backends.SetItem(9, state.Backends[9] with { Generation = 2 }) });
            },
        },
        In("from outside: denied by its access list", Segment(Client, Web, Tcp.Syn), "acl_denied", Redirect) with
        {
            Before = lab => lab.Guard(9, 1, ("0.0.0.0/0", AclVerdict.Permit), ("198.51.100.0/24", AclVerdict.Deny)),
        },
        new("to outside: denied by a list that changed meanwhile", 2, Segment(Server, Client, Tcp.Ack), "acl_denied", Redirect)
        {
            Before = lab =>
            {
                Open(lab);
                lab.Guard(9, 1, ("0.0.0.0/0", AclVerdict.Deny));
            },
        },
    ];

    private static IEnumerable<VerdictRow> Floating() =>
    [
        In("from outside, floating IP: the VIP stays", Segment(Client, Vip + ":94", Tcp.Syn), "balanced", Redirect, Segment(Client, Vip + ":94", Tcp.Syn).At("10.1.0.2")),
        new("to outside, floating IP: a member answers as the public VIP", 2, Segment(Vip + ":94", Client, SynAck), "replied", Redirect,
            Segment(Vip + ":94", Client, SynAck).To(s_uplink)) { Before = lab => lab.SendFromOutside(Segment(Client, Vip + ":94", Tcp.Syn)) },
        new("to outside, floating IP: nobody asked", 2, Segment(Vip + ":94", Client, SynAck), "no_flow", Redirect),
        new("to outside, floating IP: from a machine that is no member", 3, Segment(Vip + ":94", Client, SynAck), "source_spoofed", Shot),
    ];

    private static IEnumerable<VerdictRow> Refusals() =>
    [
        In("from outside: to a machine", Segment(Client, Server, Tcp.Syn), "not_public", Shot),
        In("from outside: to a machine that has a flow of it", Segment(Client, Server, Tcp.Ack), "not_public", Shot) with { Before = Open },
        In("from outside: to an internal VIP", Segment(Client, PacketLab.Vip + ":80", Tcp.Syn), "not_public", Shot),
        In("from outside: ping of an internal VIP", Icmp("198.51.100.7", PacketLab.Vip, 8, 0, [0, 7, 0, 1]), "not_public", Shot),
        In("from outside: to the host", Segment(Client, "168.63.129.16:80", Tcp.Ack), "not_public", Shot),
        In("from outside: to a group", Datagram(Client, "224.0.0.1:1"), "not_public", Shot),
        In("from outside: to a free address of the pool", Segment(Client, "203.0.113.9:80", Tcp.Syn), "not_public", Shot),
        In("from outside: a port of the internal VIP only", Segment(Client, Vip + ":90", Tcp.Syn), "no_endpoint", Redirect),
        In("from outside: amid nothing", Segment(Client, Web, Tcp.Ack), "no_flow", Redirect),
        In("from outside: a later fragment before the first", Datagram(Client, Dns).With(18, 3).Later(), "fragment", Shot),
        In("from outside: a later fragment", Datagram(Client, Dns).Later(), "fragment_followed", Redirect) with
        {
            Before = lab => lab.SendFromOutside(Datagram(Client, Dns).First()).Verdict.Should().Be("balanced"),
        },
        In("from outside: the probes' source", Segment("168.63.129.16:1", Web, Tcp.Syn), "probe_source_spoofed", Shot),
        In("from outside: loopback as source", Segment("127.0.0.1:1", Web, Tcp.Syn), "source_spoofed", Shot),
        In("from outside: a group as source", Datagram("224.0.0.1:1", Dns), "source_spoofed", Shot),
        In("from outside: a machine's source", Segment(Insider, Web, Tcp.Syn), "source_spoofed", Shot),
        In("from outside: a machine's source, in the middle of its connection", Segment(Insider, Web, Tcp.Ack), "source_spoofed", Shot) with { Before = OpenInside },
        In("from outside: a source of the network that nobody has", Datagram("10.1.77.7:1", Dns), "source_spoofed", Shot),
        In("from outside: the public VIP itself as source", Segment(Web, Web, Tcp.Syn), "land", Shot),
        In("from outside: another address of the pool as source", Segment("203.0.113.9:1", Web, Tcp.Syn), "source_spoofed", Shot),
        new("public VIP from inside", 1, Segment(Insider, Web, Tcp.Syn), "way_out", Redirect),
        new("uplink's address from inside", 1, Segment(Insider, PacketLab.Uplink + ":80", Tcp.Syn), "way_out", Redirect),
        new("public VIP as a machine's source", 2, Segment(Web, "10.1.0.1:1", SynAck), "source_spoofed", Shot),
    ];

    private static IEnumerable<VerdictRow> Links() =>
    [
        In("from outside: ping", Icmp("198.51.100.7", Vip, 8, 0, [0, 7, 0, 1]), "vip_ping", Redirect),
        In("from outside: ARP for a public VIP", Arp(1, "198.51.100.7", Vip), "arp_answered", Redirect,
            Arp(2, Vip, "198.51.100.7", MacAddress.Router.ToArray(), Mac(IPAddress.Parse("198.51.100.7"))).To(Mac(IPAddress.Parse("198.51.100.7")))),
        In("from outside: ARP for a machine", Arp(1, "198.51.100.7", "10.1.0.2"), "arp_silent", Shot),
        In("from outside: ARP for an internal VIP", Arp(1, "198.51.100.7", PacketLab.Vip), "arp_silent", Shot),
    ];

    private static IEnumerable<VerdictRow> Errors() =>
    [
        In("from outside: error of a router about an answer", Error("192.0.2.1", Vip, 4, Segment(Web, Client, SynAck), 1400), "icmp_translated", Redirect,
            Error("198.51.100.7", "10.1.0.2", 4, Segment(Server, Client, SynAck), 1400).At("10.1.0.2")) with { Before = Open },
        In("from outside: a router's word that an answer went too far", Error("192.0.2.1", Vip, 0, Segment(Web, Client, SynAck), type: TimeExceeded), "icmp_translated", Redirect,
            Error("198.51.100.7", "10.1.0.2", 0, Segment(Server, Client, SynAck), type: TimeExceeded).At("10.1.0.2")) with { Before = Open },
        In("from outside: error about nothing", Error("192.0.2.1", Vip, 4, Segment(Web, Client, SynAck), 1400), "icmp_unmatched", Shot),
        In("from outside: error about a flow inside", Error("192.0.2.1", Vip, 4, Segment(PacketLab.Vip + ":80", Insider, SynAck), 1400), "icmp_unmatched", Shot) with
        {
            Before = OpenInside,
        },
        new("to outside: error of a server", 3, Error("10.1.0.3", "198.51.100.7", 3, Datagram(Client, "10.1.0.3:5353")), "icmp_translated", Redirect,
            Error(Vip, "198.51.100.7", 3, Datagram(Client, Dns)).To(s_uplink)) { Before = lab => lab.SendFromOutside(Datagram(Client, Dns)) },
    ];

    private static VerdictRow In(string name, byte[] frame, string verdict, TcAction action, byte[]? leaves = null) =>
        new(name, 0, frame, verdict, action, leaves) { IsFromOutside = true };

    private static void Open(PacketLab lab) => lab.SendFromOutside(Segment(Client, Web, Tcp.Syn));

    private static void OpenInside(PacketLab lab) => lab.Send(1, Segment(Insider, PacketLab.Vip + ":80", Tcp.Syn));
}
