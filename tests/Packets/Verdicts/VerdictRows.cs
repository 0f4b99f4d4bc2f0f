using System.Net;
using AwesomeAssertions;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;
using Ilb.Packets.Lab;
using Ilb.Packets.Wire;
using static Ilb.Forwarding.Kernel.AclVerdict;
using static Ilb.Packets.Lab.TcAction;
using static Ilb.Packets.Wire.Frames;
using Tcp = Ilb.Packets.Wire.Tcp;

namespace Ilb.Packets.Verdicts;

/// <summary>Every verdict, at least once.</summary>
internal static class VerdictRows
{
    private const string Client = "10.1.0.1:40000";
    private const string Web = PacketLab.Vip + ":80";
    private const string Server = "10.1.0.2:8080";
    private const Tcp SynAck = Tcp.Syn | Tcp.Ack;
    private static readonly byte[] s_large = Segment(Client, Server, Tcp.Ack, payload: new byte[3000]).With(16, 0).With(17, 0);
    private static readonly byte[] s_ping = [0, 7, 0, 1, 42];
    private static readonly IPAddress s_client = IPAddress.Parse("10.1.0.1"), s_server = IPAddress.Parse("10.1.0.2");

    /// <summary>Sites and what is outside have no IPv6.</summary>
    private static IEnumerable<VerdictRow> Elsewhere() => OutsideRows.All.Concat(GatewayRows.All).Select(row => row with { IsOnlyIpv4 = true });

    internal static IReadOnlyList<VerdictRow> All { get; } =
        [.. Links(), .. Sources(), .. Routes(), .. Vips(), .. Flows(), .. Lists(), .. IcmpMessages(), .. FloatingRows.All, .. LoopbackRows.All, .. Elsewhere(), .. PeerRows.All, .. Ipv6Rows.All];

    private static IEnumerable<VerdictRow> Links() =>
    [
        new("ARP for any address gets the router's MAC", 1, Arp(1, "10.1.0.1", "10.1.0.77"), "arp_answered", Redirect,
            Arp(2, "10.1.0.77", "10.1.0.1", MacAddress.Router.ToArray(), Mac(IPAddress.Parse("10.1.0.1"))).At("10.1.0.1")),
        new("ARP for the own address is not answered", 1, Arp(1, "10.1.0.1", "10.1.0.1"), "arp_silent", Shot),
        new("ARP address check is not answered", 1, Arp(1, "0.0.0.0", "10.1.0.77"), "arp_silent", Shot),
        new("ARP claiming another's address", 1, Arp(1, "10.1.0.2", "10.1.0.77"), "arp_spoofed", Shot),
        new("ARP reply", 1, Arp(2, "10.1.0.1", "10.1.0.77"), "arp_silent", Shot),
        new("IPv6", 1, [.. new byte[12], 0x86, 0xdd, 0x60, .. new byte[59]], "ipv6", Shot) { IsOnlyIpv4 = true },
        new("LLDP", 1, [.. new byte[12], 0x88, 0xcc, .. new byte[50]], "not_ip", Shot),
        new("Ethernet broadcast", 1, Datagram("10.1.0.1:68", "10.1.0.2:67").With(0, 0xff), "multicast", Shot),
        new("IP broadcast", 1, Datagram("10.1.0.1:68", "255.255.255.255:67"), "multicast", Shot),
        new("IP multicast", 1, Datagram("10.1.0.1:5353", "224.0.0.251:5353"), "multicast", Shot),
        new("wrong IP version", 1, Segment(Client, Server, Tcp.Syn).With(14, 0x65), "malformed", Shot) { IsOnlyIpv4 = true },
        new("IP header too short", 1, Segment(Client, Server, Tcp.Syn).With(14, 0x44), "bad_length", Shot) { IsOnlyIpv4 = true },
        new("longer than the frame", 1, Segment(Client, Server, Tcp.Syn).With(16, 0x10), "bad_length", Shot) { IsOnlyIpv4 = true },
        new("shorter than its own header", 1, Segment(Client, Server, Tcp.Syn).With(17, 19), "bad_length", Shot) { IsOnlyIpv4 = true },
        new("no length", 1, Segment(Client, Server, Tcp.Ack).With(16, 0).With(17, 0), "bad_length", Shot) { IsOnlyIpv4 = true },
        new("packet that ends amid the TCP header", 1, Packet(s_client, s_server, 6, Segment(Client, Server, Tcp.Syn)[34..53]), "truncated", Shot) { IsOnlyIpv4 = true },
        new("packet that ends amid the UDP header", 1, Packet(s_client, s_server, 17, Datagram(Client, Server)[34..41]), "truncated", Shot),
        new("packet that ends amid the ICMP header", 1, Packet(s_client, s_server, 1, [8, 0, 0, 0, 0, 1, 0]), "truncated", Shot) { IsOnlyIpv4 = true },
        new("ARP that is cut off", 1, Arp(1, "10.1.0.1", "10.1.0.77")[..41], "truncated", Shot),
        new("ARP for another kind of address", 1, Arp(1, "10.1.0.1", "10.1.0.77").With(16, 0x86), "malformed", Shot),
        new("datagram longer than its packet", 1, Datagram(Client, Server).With(39, 13), "bad_length", Shot),
        new("datagram shorter than its header", 1, Datagram(Client, Server).With(39, 7), "bad_length", Shot),
        new("datagram with bytes behind it", 1, Datagram(Client, "10.1.0.4:53").With(39, 11), "delivered", Redirect),
        new("no length, since it is larger than the field can say", 1, s_large, "delivered", Redirect, s_large.At("10.1.0.2")) { Segment = 1448, IsOnlyIpv4 = true },
        new("TCP header beyond the packet", 1, Segment(Client, Server, Tcp.Syn).With(46, 0xf0), "bad_length", Shot) { IsOnlyIpv4 = true },
        new("TCP header too short", 1, Segment(Client, Server, Tcp.Syn).With(46, 0x40), "bad_length", Shot) { IsOnlyIpv4 = true },
        new("IP options", 1, [.. Segment(Client, Server, Tcp.Syn, payload: new byte[40]).With(14, 0x46)], "ip_options", Shot) { IsOnlyIpv4 = true },
        new("from no port", 0, Segment(Client, Server, Tcp.Syn), "unknown_port", Shot)
        {
            Before = lab => lab.Kernel.Ports.Remove(new Slot(9, 1), 1, "lo"),
        },
    ];

    private static IEnumerable<VerdictRow> Sources() =>
    [
        new("another's source address", 1, Segment("10.1.0.4:40000", Server, Tcp.Syn), "source_spoofed", Shot),
        new("the probes' source address", 1, Segment("168.63.129.16:40000", Server, Tcp.Syn), "probe_source_spoofed", Shot),
        new("answer to a probe", 2, Segment(Server, "168.63.129.16:40000", SynAck), "probe_reply", Ok),
        new("reset to a probe", 2, Segment(Server, "168.63.129.16:40000", Tcp.Rst | Tcp.Ack), "probe_reply", Ok),
        new("connection to the host", 2, Segment("10.1.0.2:40000", "168.63.129.16:22", Tcp.Syn), "not_a_probe_reply", Shot),
        new("datagram to the host", 2, Datagram("10.1.0.2:40000", "168.63.129.16:53"), "not_a_probe_reply", Shot),
    ];

    private static IEnumerable<VerdictRow> Routes() =>
    [
        new("to another machine", 1, Segment(Client, "10.1.0.4:22", Tcp.Syn), "delivered", Redirect,
            Segment(Client, "10.1.0.4:22", Tcp.Syn).At("10.1.0.4")),
        new("GRE to another machine", 1, Packet(s_client, IPAddress.Parse("10.1.0.4"), 47, new byte[8]), "delivered", Redirect),
        new("fragment to another machine", 1, Datagram(Client, "10.1.0.4:53").First(), "delivered", Redirect),
        new("later fragment to another machine, before the first", 1, Datagram(Client, "10.1.0.4:53").With(18, 1).Later(), "delivered", Redirect),
        new("from an address to itself", 1, Segment(Client, "10.1.0.1:80", Tcp.Syn), "land", Shot),
        new("with a VLAN tag", 1, [.. Segment(Client, Server, Tcp.Syn)[..12], 0x81, 0, 0, 7, .. Segment(Client, Server, Tcp.Syn)[12..]], "vlan_tagged", Shot),
        new("with a VLAN tag of a provider", 1, [.. Segment(Client, Server, Tcp.Syn)[..12], 0x88, 0xa8, 0, 7, .. Segment(Client, Server, Tcp.Syn)[12..]], "vlan_tagged", Shot),
        new("amid a direct connection to an endpoint", 1, Segment(Client, Server, Tcp.Ack), "delivered", Redirect,
            Segment(Client, Server, Tcp.Ack).At("10.1.0.2")),
        new("to nobody", 1, Segment(Client, "10.1.9.9:22", Tcp.Syn), "no_machine", Redirect,
            Error("10.1.9.9", "10.1.0.1", 1, Segment(Client, "10.1.9.9:22", Tcp.Syn)).At("10.1.0.1")),
        new("out of the network", 1, Segment(Client, "192.0.2.1:443", Tcp.Syn), "way_out", Redirect,
            Error("192.0.2.1", "10.1.0.1", 13, Segment(Client, "192.0.2.1:443", Tcp.Syn)).At("10.1.0.1")),
        new("to a machine without an interface", 1, Segment(Client, "10.1.0.8:22", Tcp.Syn), "port_absent", Redirect,
            Error("10.1.0.8", "10.1.0.1", 1, Segment(Client, "10.1.0.8:22", Tcp.Syn)).At("10.1.0.1"))
        {
            Before = lab => lab.Kernel.Ports.Remove(new Slot(8, 1), 1, "lo"),
        },
        new("to a machine whose port was given to another network", 1, Segment(Client, "10.1.0.8:22", Tcp.Syn), "port_absent", Redirect)
        {
            Before = lab => lab.Kernel.Ports.Set(new Slot(8, 2), lab.Port(8) with { Network = 8 }),
        },
        new("route of another version", 1, Segment(Client, "10.1.0.4:22", Tcp.Syn), "no_route", Shot)
        {
            Before = lab => lab.Change(state => state with
            {
                Routes = state.Routes.SetItem(new(Tables.Network, Tables.Address("10.1.0.4")), new((RouteKind)99, 0, 1500)),
            }),
        },
        new("beyond the MTU", 1, Datagram(Client, "10.1.0.4:53", new byte[1473]), "too_big", Redirect,
            Error("10.1.0.4", "10.1.0.1", 4, Datagram(Client, "10.1.0.4:53", new byte[1473]), 1500).At("10.1.0.1")),
        new("segments that fit the MTU", 1, Segment(Client, "10.1.0.4:22", Tcp.Ack, payload: new byte[3000]), "delivered", Redirect)
        {
            Segment = 1460,
        },
        new("segments beyond the MTU", 1, Segment(Client, "10.1.0.4:22", Tcp.Ack, payload: new byte[3000]), "too_big", Redirect)
        {
            Segment = 1461,
        },
        new("segment size clamped", 1, Segment(Client, "10.1.0.4:22", Tcp.Syn, options: [1, 1, 4, 2, 2, 4, 0x23, 0x28]), "delivered", Redirect,
            Segment(Client, "10.1.0.4:22", Tcp.Syn, options: [1, 1, 4, 2, 2, 4, 0x05, 0xb4]).At("10.1.0.4")),
        new("segment size clamped at an odd offset", 1, Segment(Client, "10.1.0.4:22", Tcp.Syn, options: [1, 2, 4, 0x23, 0x28, 1, 1, 1]), "delivered", Redirect,
            Segment(Client, "10.1.0.4:22", Tcp.Syn, options: [1, 2, 4, 0x05, 0xb4, 1, 1, 1]).At("10.1.0.4")),
    ];

    private static IEnumerable<VerdictRow> Vips() =>
    [
        new("new connection to the VIP", 1, Segment(Client, Web, Tcp.Syn), "balanced", Redirect, Segment(Client, Server, Tcp.Syn).At("10.1.0.2")),
        new("new connection, large segments announced", 1, Segment(Client, Web, Tcp.Syn, options: [2, 4, 0xff, 0xff]), "balanced", Redirect,
            Segment(Client, Server, Tcp.Syn, options: [2, 4, 0x05, 0xb4]).At("10.1.0.2")),
        new("datagram to the VIP", 1, Datagram("10.1.0.1:40001", PacketLab.Vip + ":53"), "balanced", Redirect),
        new("datagram without a checksum", 1, Datagram(Client, PacketLab.Vip + ":53", checksum: false), "balanced", Redirect)
        {
            Before = lab => lab.Change(state => state with { Tables = state.Tables.SetItem(2, [.. Enumerable.Repeat(3u, 251)]) }),
            Out = Datagram(Client, "10.1.0.3:5353", checksum: false).At("10.1.0.3"),
            IsOnlyIpv4 = true,
        },
        new("VIP port without an endpoint", 1, Segment(Client, PacketLab.Vip + ":99", Tcp.Syn), "no_endpoint", Redirect,
            Segment(PacketLab.Vip + ":99", Client, Tcp.Rst | Tcp.Ack, 0, 1001).At("10.1.0.1")),
        new("VIP port without an endpoint, UDP", 1, Datagram(Client, PacketLab.Vip + ":99"), "no_endpoint", Redirect,
            Error(PacketLab.Vip, "10.1.0.1", 3, Datagram(Client, PacketLab.Vip + ":99")).At("10.1.0.1")),
        new("reset is never answered", 1, Segment(Client, PacketLab.Vip + ":99", Tcp.Rst), "no_endpoint", Shot),
        new("set without backends", 1, Segment(Client, PacketLab.Vip + ":81", Tcp.Syn), "no_backend", Redirect,
            Segment(PacketLab.Vip + ":81", Client, Tcp.Rst | Tcp.Ack, 0, 1001).At("10.1.0.1")),
        new("silent set without backends", 1, Segment(Client, PacketLab.Vip + ":81", Tcp.Syn), "no_backend_silent", Shot)
        {
            Before = lab => lab.Change(state => state with { Frontends = state.Frontends.SetItem(Tables.Key(PacketLab.Vip, 81, Ilb.Model.Addressing.Protocol.Tcp), state.Frontends[Tables.Key(PacketLab.Vip, 81, Ilb.Model.Addressing.Protocol.Tcp)] with { Flags = FrontendOptions.Silent }) }),
        },
        new("member to its own set", 2, Segment("10.1.0.2:40000", Web, Tcp.Syn), "own_set", Redirect,
            Segment(Web, "10.1.0.2:40000", Tcp.Rst | Tcp.Ack, 0, 1001).At("10.1.0.2")),
        new("member to another set of the VIP", 3, Segment("10.1.0.3:40000", Web, Tcp.Syn), "balanced", Redirect),
        new("GRE to the VIP", 1, Packet(IPAddress.Parse("10.1.0.1"), IPAddress.Parse(PacketLab.Vip), 47, new byte[8]), "protocol_refused", Redirect),
        new("first fragment to the VIP", 1, Datagram(Client, PacketLab.Vip + ":53", new byte[64]).First(), "balanced", Redirect),
        new("later fragment to the VIP", 1, Datagram(Client, PacketLab.Vip + ":53", new byte[64]).Later(), "fragment_followed", Redirect,
            Datagram(Client, "10.1.0.3:5353", new byte[64]).Later().At("10.1.0.3").WithL4Of(Datagram(Client, PacketLab.Vip + ":53", new byte[64])))
        {
            Before = lab => SendToThird(lab, Datagram(Client, PacketLab.Vip + ":53", new byte[64]).First()),
        },
        new("later fragment to the VIP, before the first", 1, Datagram(Client, PacketLab.Vip + ":53").With(18, 2).Later(), "fragment", Shot),
        new("later fragment to the VIP, of another datagram", 1, Datagram(Client, PacketLab.Vip + ":53").With(18, 9).Later(), "fragment", Shot)
        {
            Before = lab => SendToThird(lab, Datagram(Client, PacketLab.Vip + ":53").First()),
        },
        new("later fragment to the VIP, from another machine", 2, Datagram(Client, PacketLab.Vip + ":53").Later(), "source_spoofed", Shot)
        {
            Before = lab => SendToThird(lab, Datagram(Client, PacketLab.Vip + ":53").First()),
        },
        new("fragment of a ping of the VIP", 1, Icmp("10.1.0.1", PacketLab.Vip, 8, 0, [0, 7, 0, 1]).First(), "fragment", Shot),
        new("amid no connection", 1, Segment(Client, Web, Tcp.Ack, 777, 888, new byte[10]), "no_flow", Redirect,
            Segment(Web, Client, Tcp.Rst, 888).At("10.1.0.1")),
        new("amid no connection, large frame", 1, Segment(Client, Web, Tcp.Ack, 777, 888, new byte[3000]), "no_flow", Redirect,
            Segment(Web, Client, Tcp.Rst, 888).At("10.1.0.1")) { Segment = 1448 },
    ];

    private static void CutOff(PacketLab lab)
    {
        lab.Connect();
        lab.SetState(1, BackendState.CutOff);
    }

    private static IEnumerable<VerdictRow> Flows() =>
    [
        new("answer of the backend", 2, Segment(Server, Client, SynAck, 5000, 1001), "replied", Redirect,
            Segment(Web, Client, SynAck, 5000, 1001).At("10.1.0.1"))
        {
            Before = lab => lab.Send(1, Segment(Client, Web, Tcp.Syn)),
        },
        new("a connection that the backend opens back to the client", 2, Segment(Server, Client, Tcp.Syn), "delivered", Redirect,
            Segment(Server, Client, Tcp.Syn).At("10.1.0.1"))
        {
            Before = lab => lab.Connect(),
        },
        new("packet amid the connection", 1, Segment(Client, Web, Tcp.Ack, 1001, 5001, [1, 2, 3]), "balanced", Redirect,
            Segment(Client, Server, Tcp.Ack, 1001, 5001, [1, 2, 3]).At("10.1.0.2"))
        {
            Before = lab => lab.Connect(),
        },
        new("backend removed", 1, Segment(Client, Web, Tcp.Ack, 1001, 5001), "backend_gone", Redirect,
            Segment(Web, Client, Tcp.Rst, 5001).At("10.1.0.1"))
        {
            Before = lab =>
            {
                lab.Connect();
                lab.Change(state => state with { Backends = state.Backends.SetItem(1, state.Backends[1] with { Generation = 2 }) });
            },
        },
        new("backend drained long enough", 1, Segment(Client, Web, Tcp.Ack, 1001, 5001), "drain_over", Redirect,
            Segment(Web, Client, Tcp.Rst, 5001).At("10.1.0.1"))
        {
            Before = CutOff,
        },
        new("answer of a backend that drained long enough", 2, Segment(Server, Client, Tcp.Ack, 5001, 1001), "drain_over", Redirect,
            Segment(Client, Server, Tcp.Rst, 1001).At("10.1.0.2"))
        {
            Before = CutOff,
        },
        new("later fragment of a datagram that answers a VIP's client", 3, Datagram("10.1.0.3:5353", Client, new byte[64]).Later(), "fragment_followed", Redirect,
            Datagram(PacketLab.Vip + ":53", Client, new byte[64]).Later().At("10.1.0.1").WithL4Of(Datagram("10.1.0.3:5353", Client, new byte[64])))
        {
            Before = lab =>
            {
                SendToThird(lab, Datagram(Client, PacketLab.Vip + ":53"));
                lab.Send(3, Datagram("10.1.0.3:5353", Client, new byte[64]).First()).Verdict.Should().Be("replied");
            },
        },
        new("no room for the flow", 1, Segment(Client, Web, Tcp.Syn), "flow_table_full", Redirect,
            Segment(Web, Client, Tcp.Rst | Tcp.Ack, 0, 1001).At("10.1.0.1"))
        {
            FlowBuckets = 1,
            Before = lab =>
            {
                for (var port = 1; port <= 16; port++)
                    lab.Connect($"10.1.0.1:{port}");
            },
        },
    ];

    private static IEnumerable<VerdictRow> Lists() =>
    [
        new("denied client", 1, Segment(Client, Web, Tcp.Syn), "acl_denied", Redirect,
            Segment(Web, Client, Tcp.Rst | Tcp.Ack, 0, 1001).At("10.1.0.1"))
        {
            Before = lab => lab.Guard(1, 1, ("10.1.0.1/32", Deny), ("0.0.0.0/0", Permit)),
        },
        new("permitted client", 1, Segment(Client, Web, Tcp.Syn), "balanced", Redirect, Segment(Client, Server, Tcp.Syn).At("10.1.0.2"))
        {
            Before = lab => lab.Guard(1, 1, ("10.1.0.0/30", Permit), ("0.0.0.0/0", Deny)),
        },
        new("denied client amid no connection", 1, Segment(Client, Web, Tcp.Ack, 777, 888), "acl_denied", Redirect,
            Segment(Web, Client, Tcp.Rst, 888).At("10.1.0.1"))
        {
            Before = lab => lab.Guard(1, 1, ("0.0.0.0/0", Deny)),
        },
        new("denied datagram", 1, Datagram(Client, PacketLab.Vip + ":53"), "acl_denied", Redirect,
            Error(PacketLab.Vip, "10.1.0.1", 3, Datagram(Client, PacketLab.Vip + ":53")).At("10.1.0.1"))
        {
            Before = lab => lab.Guard(2, 1, ("0.0.0.0/0", Deny)),
        },
        new("list that is not there yet", 1, Segment(Client, Web, Tcp.Syn), "acl_denied", Redirect)
        {
            Before = lab => lab.Guard(1, 1),
        },
        new("denied client straight to a machine", 1, Segment(Client, Server, Tcp.Syn), "delivered", Redirect)
        {
            Before = lab => lab.Guard(1, 1, ("0.0.0.0/0", Deny)),
        },
        new("client of an open connection, denied now", 1, Segment(Client, Web, Tcp.Ack, 1001, 5001), "acl_denied", Redirect,
            Segment(Web, Client, Tcp.Rst, 5001).At("10.1.0.1"))
        {
            Before = lab => { lab.Connect(); lab.Guard(1, 1, ("0.0.0.0/0", Deny)); },
        },
        new("backend of an open connection, denied now", 2, Segment(Server, Client, Tcp.Ack, 5001, 1001), "acl_denied", Redirect,
            Segment(Client, Server, Tcp.Rst, 1001).At("10.1.0.2"))
        {
            Before = lab => { lab.Connect(); lab.Guard(1, 1, ("0.0.0.0/0", Deny)); },
        },
        new("open connection, permitted by another list now", 1, Segment(Client, Web, Tcp.Ack, 1001, 5001), "balanced", Redirect)
        {
            Before = lab => { lab.Guard(1, 1, ("0.0.0.0/0", Permit)); lab.Connect(); lab.Guard(1, 2, ("10.1.0.1/32", Permit), ("0.0.0.0/0", Deny)); },
        },
        new("open connection whose list is not there yet", 1, Segment(Client, Web, Tcp.Ack, 1001, 5001), "balanced", Redirect)
        {
            Before = lab => { lab.Connect(); lab.Guard(1, 1); },
        },
    ];

    private static IEnumerable<VerdictRow> IcmpMessages() =>
    [
        new("ping of the VIP", 1, Icmp("10.1.0.1", PacketLab.Vip, 8, 0, s_ping), "vip_ping", Redirect,
            Icmp(PacketLab.Vip, "10.1.0.1", 0, 0, s_ping).At("10.1.0.1")),
        new("ping of a machine", 1, Icmp("10.1.0.1", "10.1.0.4", 8, 0, s_ping), "delivered", Redirect,
            Icmp("10.1.0.1", "10.1.0.4", 8, 0, s_ping).At("10.1.0.4")),
        new("echo reply to the VIP", 1, Icmp("10.1.0.1", PacketLab.Vip, 0, 0, s_ping), "icmp_unmatched", Shot),
        new("error about a packet that the sender never got", 1, Error("10.1.0.1", "10.1.0.4", 3, Segment("10.1.0.4:1", "10.1.0.5:2", Tcp.Syn)),
            "icmp_unmatched", Shot),
        new("error of a backend about a balanced packet", 2, Error("10.1.0.2", "10.1.0.1", 3, Segment(Client, Server, Tcp.Syn)),
            "icmp_translated", Redirect, Error(PacketLab.Vip, "10.1.0.1", 3, Segment(Client, Web, Tcp.Syn)).At("10.1.0.1"))
        {
            Before = lab => lab.Connect(),
        },
        new("a backend's word that fragments did not come in time", 2, Error("10.1.0.2", "10.1.0.1", 1, Segment(Client, Server, Tcp.Syn), type: TimeExceeded),
            "icmp_translated", Redirect, Error(PacketLab.Vip, "10.1.0.1", 1, Segment(Client, Web, Tcp.Syn), type: TimeExceeded).At("10.1.0.1"))
        {
            Before = lab => lab.Connect(),
        },
        new("a client's word that fragments did not come in time", 1, Error("10.1.0.1", PacketLab.Vip, 1, Segment(Web, Client, SynAck), type: TimeExceeded),
            "icmp_translated", Redirect, Error("10.1.0.1", "10.1.0.2", 1, Segment(Server, Client, SynAck), type: TimeExceeded).At("10.1.0.2"))
        {
            Before = lab => lab.Connect(),
        },
        new("a client's word that a header is wrong", 1, Error("10.1.0.1", PacketLab.Vip, 0, Segment(Web, Client, SynAck), type: ParameterProblem),
            "icmp_translated", Redirect, Error("10.1.0.1", "10.1.0.2", 0, Segment(Server, Client, SynAck), type: ParameterProblem).At("10.1.0.2"))
        {
            Before = lab => lab.Connect(),
        },
        new("error whose quote is cut off", 1, Cut(Error("10.1.0.1", PacketLab.Vip, 3, Segment(Web, Client, SynAck)), 1), "truncated", Shot)
        {
            Before = lab => lab.Connect(),
            IsOnlyIpv4 = true,
        },
        new("error of a backend about a datagram", 3, Error("10.1.0.3", "10.1.0.1", 3, Datagram(Client, "10.1.0.3:5353")),
            "icmp_translated", Redirect, Error(PacketLab.Vip, "10.1.0.1", 3, Datagram(Client, PacketLab.Vip + ":53")).At("10.1.0.1"))
        {
            Before = lab =>
            {
                lab.Change(state => state with { Tables = state.Tables.SetItem(2, [.. Enumerable.Repeat(3u, 251)]) });
                lab.Send(1, Datagram(Client, PacketLab.Vip + ":53"));
            },
        },
        new("error of the client about a reply", 1, Error("10.1.0.1", PacketLab.Vip, 4, Segment(Web, Client, SynAck), 1400),
            "icmp_translated", Redirect, Error("10.1.0.1", "10.1.0.2", 4, Segment(Server, Client, SynAck), 1400).At("10.1.0.2"))
        {
            Before = lab => lab.Connect(),
        },
    ];

    /// <summary>Without its last bytes, of which its IP header knows.</summary>
    private static byte[] Cut(byte[] frame, int bytes) => Checksum.Fill(frame[..^bytes].With(17, (byte)(frame[17] - bytes)));

    /// <summary>To the VIP's port 53, of which machine 3 is the one backend.</summary>
    private static void SendToThird(PacketLab lab, byte[] frame)
    {
        lab.Change(state => state with { Tables = state.Tables.SetItem(2, [.. Enumerable.Repeat(3u, 251)]) });
        lab.Send(1, frame).Verdict.Should().Be("balanced");
    }
}
