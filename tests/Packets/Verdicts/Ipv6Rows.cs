using System.Net;
using Ilb.Forwarding.Kernel;
using Ilb.Packets.Lab;
using Ilb.Packets.Wire;
using static Ilb.Packets.Lab.TcAction;
using static Ilb.Packets.Wire.Frames;
using static Ilb.Packets.Wire.Ipv6Frames;
using Tcp = Ilb.Packets.Wire.Tcp;

namespace Ilb.Packets.Verdicts;

/// <summary>What IPv6 has and IPv4 has not. All other rows are sent in IPv6, too.</summary>
internal static class Ipv6Rows
{
    private const byte HopByHop = 0, Routing = 43, FragmentHeader = 44, DestinationOptions = 60, Udp = 17, IcmpV6 = 58;
    private const string Machine = "fd00:1::a01:1", Other = "fd00:1::a01:4", LinkLocal = "fe80::1:1", Anybody = "fd00:1::a01:4d", Vip = "fd00:1::a01:64";
    private const string Client = "10.1.0.1:40000", Dns = PacketLab.Vip + ":53";

    /// <summary>Ports 40000 and 53, a checksum to come.</summary>
    private static readonly byte[] s_udp = [0x9c, 0x40, 0, 53, 0, 12, 0, 1, 1, 2, 3, 4];

    private static readonly byte[] s_large =
        Segment(Client, "10.1.0.2:8080", Tcp.Ack, payload: new byte[3000]).InIpv6().With(18, 0).With(19, 0);

    internal static IReadOnlyList<VerdictRow> All { get; } = [.. Neighbours(), .. Extensions(), .. Headers(), .. Places()];

    private static IEnumerable<VerdictRow> Neighbours() =>
    [
        new("ND for any address gets the router's MAC", 1, ToGroup(Neighbour(135, Machine, "ff02::1:ff01:4d", Anybody, option: [1, 1, 2, 0, 0, 0, 0, 1])), "nd_answered", Redirect,
            Answered(Machine, Anybody)),
        new("ND for any address, without the sender's MAC", 1, Neighbour(135, Machine, Anybody, Anybody), "nd_answered", Redirect, Answered(Machine, Anybody)),
        new("ND from a link-local address", 1, ToGroup(Neighbour(135, LinkLocal, "ff02::1:ff00:1", "fe80::1")), "nd_answered", Redirect, Answered(LinkLocal, "fe80::1")),
        new("ND for the own address is not answered", 1, ToGroup(Neighbour(135, Machine, "ff02::1:ff01:1", Machine)), "nd_silent", Shot),
        new("ND address check is not answered", 1, ToGroup(Neighbour(135, "::", "ff02::1:ff01:4d", Anybody)), "nd_silent", Shot),
        new("ND claiming another's address", 1, ToGroup(Neighbour(135, Other, "ff02::1:ff01:4d", Anybody)), "nd_spoofed", Shot),
        new("ND advertisement", 1, ToGroup(Neighbour(136, Machine, "ff02::1", Machine, flags: 0x20)), "nd_silent", Shot),
        new("ND advertisement of another's address", 1, ToGroup(Neighbour(136, Other, "ff02::1", Other, flags: 0x20)), "nd_spoofed", Shot),
        new("router solicitation", 1, ToGroup(Packet(LinkLocal, "ff02::2", IcmpV6, [133, 0, 0, 0, 0, 0, 0, 0], 255)), "nd_silent", Shot),
        new("router advertisement", 1, ToGroup(Packet(LinkLocal, "ff02::1", IcmpV6, [134, 0, 0, 0, 64, 0, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0], 255)), "nd_silent", Shot),
        new("report of groups", 1, ToGroup(Packet(LinkLocal, "ff02::16", HopByHop, [IcmpV6, 0, 5, 2, 0, 0, 1, 0, 143, 0, 0, 0, 0, 0, 0, 0])), "nd_silent", Shot),
        new("ND for a group", 1, Neighbour(135, Machine, Anybody, "ff02::1"), "malformed", Shot),
        new("ND for an IPv4 address in disguise", 1, Neighbour(135, Machine, Anybody, "::ffff:10.1.0.4"), "malformed", Shot),
        new("ND in fragments", 1, Packet(Machine, Other, FragmentHeader, [IcmpV6, 0, 0, 1, 0, 0, 0, 7, .. Neighbour(136, Machine, Other, Machine).AsSpan(54)], 255), "malformed", Shot),
        new("error in fragments", 1, Packet(Machine, Other, FragmentHeader, [IcmpV6, 0, 0, 1, 0, 0, 0, 7, 2, 0, 0, 0, 0, 0, 5, 0]), "malformed", Shot),
        new("ping in fragments", 1, Packet(Machine, Other, FragmentHeader, [IcmpV6, 0, 0, 1, 0, 0, 0, 7, 128, 0, 0, 0, 0, 0, 0, 1]), "delivered", Redirect),
        new("ND that is cut off", 1, Packet(Machine, Anybody, IcmpV6, [135, 0, 0, 0, 0, 0, 0, 0, 0xfd]), "truncated", Shot),
    ];

    private static IEnumerable<VerdictRow> Extensions() =>
    [
        new("hop-by-hop options", 1, Packet(Machine, Other, HopByHop, [Udp, 0, 1, 4, 0, 0, 0, 0, .. s_udp]), "ipv6_extension", Shot),
        new("hop-by-hop options before an ICMPv6 message that reports no groups", 1, Packet(Machine, Other, HopByHop, [IcmpV6, 0, 5, 2, 0, 0, 1, 0, 128, 0, 0, 0, 0, 0, 0, 0]), "ipv6_extension", Shot),
        new("routing header", 1, Packet(Machine, Other, Routing, [Udp, 0, 0, 0, 0, 0, 0, 0, .. s_udp]), "ipv6_extension", Shot),
        new("destination options", 1, Packet(Machine, Other, DestinationOptions, [Udp, 0, 1, 4, 0, 0, 0, 0, .. s_udp]), "ipv6_extension", Shot),
        new("destination options behind a fragment header", 1, Packet(Machine, Vip, FragmentHeader, [DestinationOptions, 0, 0, 1, 0, 0, 0, 7, Udp, 0, 1, 4, 0, 0, 0, 0, .. s_udp]), "ipv6_extension", Shot),
        new("fragment header that is cut off", 1, Packet(Machine, Other, FragmentHeader, [Udp, 0, 0, 1]), "truncated", Shot),
        new("fragment header of a datagram that is whole", 1, Whole(Machine, Vip, 40000, 53), "balanced", Redirect, Whole(Machine, "fd00:1::a01:3", 40000, 5353).At("10.1.0.3"))
        {
            Before = lab => lab.UseOnly(2, 3),
        },
        new("later fragment of another datagram, its number alike in the last 16 bits", 1,
            Packet(Machine, Vip, FragmentHeader, [Udp, 0, 0, 8, 0, 1, 0, 7, 1, 2, 3, 4]), "fragment", Shot)
        {
            Before = lab => lab.Send(1, Packet(Machine, Vip, FragmentHeader, [Udp, 0, 0, 1, 0, 2, 0, 7, .. s_udp])),
        },
    ];

    private static IEnumerable<VerdictRow> Headers() =>
    [
        new("wrong version", 1, Packet(Machine, Other, Udp, s_udp).With(14, 0x50), "malformed", Shot),
        new("IPv6 packet that ends amid the ICMPv6 header", 1, Packet(Machine, Other, IcmpV6, [128, 0, 0, 0, 0, 1, 0]), "truncated", Shot),
        new("IPv6 longer than the frame", 1, Packet(Machine, Other, Udp, s_udp).With(19, 13), "bad_length", Shot),
        new("IPv6 without the length of a large frame", 1, s_large, "delivered", Redirect, s_large.At("10.1.0.2")) { Segment = 1448 },
        new("IPv6 without a length", 1, Packet(Machine, Other, 6, [.. s_large.AsSpan(54)]).With(18, 0).With(19, 0), "bad_length", Shot),
        new("IPv6 to an IPv4 address in disguise", 1, Packet(Machine, "::ffff:10.1.0.4", Udp, s_udp), "malformed", Shot),
        new("IPv6 from an IPv4 address in disguise", 1, Packet("::ffff:10.1.0.1", Other, Udp, s_udp), "malformed", Shot),
        new("IPv6 datagram without a checksum", 1, Packet(Machine, Other, Udp, [.. s_udp.AsSpan(0, 6), 0, 0, 1, 2, 3, 4]), "malformed", Shot),
        new("IPv6 TCP header too short", 1, Segment(Client, "10.1.0.4:22", Tcp.Syn).InIpv6().With(66, 0x40), "bad_length", Shot),
        new("IPv6 TCP header beyond the packet", 1, Segment(Client, "10.1.0.4:22", Tcp.Syn).InIpv6().With(66, 0xf0), "bad_length", Shot),
    ];

    private static IEnumerable<VerdictRow> Places() =>
    [
        new("from a link-local address to a machine", 1, Packet(LinkLocal, Other, Udp, s_udp), "source_spoofed", Shot),
        new("to a group, by a group's Ethernet address", 1, ToGroup(Packet(Machine, "ff02::fb", Udp, s_udp)), "multicast", Shot),
        new("to a machine, by a group's Ethernet address", 1, ToGroup(Packet(Machine, Other, Udp, s_udp)), "multicast", Shot),
        new("to the address that is none", 1, Packet(Machine, "::", Udp, s_udp), "way_out", Redirect),
        new("IPv6 from a gateway", 10, Datagram("10.2.0.9:40000", Dns).InIpv6(), "ipv6", Shot),
        new("IPv6 from outside", 1, Datagram("198.51.100.7:40000", Dns).InIpv6(), "ipv6", Shot) { IsFromOutside = true },
        new("IPv6 to a site", 1, Datagram(Client, "10.2.0.9:53").InIpv6(), "way_out", Redirect),
        new("IPv6 client denied by a rule for IPv6 alone", 1, Datagram(Client, Dns).InIpv6(), "acl_denied", Redirect)
        {
            Before = lab => lab.Guard(2, 1, ("10.1.0.1/32", AclVerdict.Deny), ("0.0.0.0/0", AclVerdict.Permit)),
        },
    ];

    private static byte[] Answered(string machine, string target) =>
        [2, 0, 0, 0, 0, IPAddress.Parse(machine).GetAddressBytes()[15], .. MacAddress.Router.ToArray(), .. Neighbour(136, target, machine, target, flags: 0x60, option: [2, 1, .. MacAddress.Router.ToArray()]).AsSpan(12)];

    /// <summary>In one fragment; its checksum is that of the datagram.</summary>
    private static byte[] Whole(string from, string to, ushort fromPort, ushort toPort)
    {
        var plain = Packet(from, to, Udp, [(byte)(fromPort >> 8), (byte)fromPort, (byte)(toPort >> 8), (byte)toPort, .. s_udp.AsSpan(4)]);
        return Packet(from, to, FragmentHeader, [Udp, 0, 0, 0, 0, 0, 0, 7, .. plain.AsSpan(54)]);
    }

    private static byte[] ToGroup(byte[] frame) => frame.With(0, 0x33).With(1, 0x33);
}
