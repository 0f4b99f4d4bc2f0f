using System.Buffers.Binary;
using System.Net;
using Ilb.Model.Addressing;

namespace Ilb.Packets.Wire;

/// <summary>
/// What a frame is in IPv6: every address embedded in one prefix, ICMP in the words of ICMPv6, checksums from scratch. So whatever is
/// written down for IPv4 can be asked of IPv6 as well.
/// </summary>
internal static class Ipv6Frames
{
    /// <summary>Bytes of its header that IPv4 does not have.</summary>
    internal const uint LongerThanIpv4 = 20;

    private const int IpAt = 14, Header = 40, FragmentHeader = 8;
    private const byte Icmp = 1, Udp = 17, IcmpV6 = 58, Fragment = 44;

    /// <summary>Of all networks here: their IPv4 addresses differ.</summary>
    internal static IpPrefix Prefix { get; } = IpPrefix.Parse("fd00:1::/96");

    /// <summary>Groups stay groups, and the probes' address is the host's.</summary>
    internal static IPAddress InIpv6(this IPAddress address) => address.ToString() switch
    {
        "168.63.129.16" => IPAddress.Parse("64:ff9b::168.63.129.16"),
        _ when address.GetAddressBytes()[0] >= 224 => IPAddress.Parse("ff0e::").Or(address),
        _ => Prefix.Embed(address),
    };

    /// <summary>What is no IPv4 is left as it is.</summary>
    internal static byte[] InIpv6(this byte[] frame)
    {
        if (frame.Length < 34 || frame[12] != 8 || frame[13] != 0)
            return frame;
        var ip = frame.AsSpan(IpAt);
        var fragment = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(ip[6..]) & 0x3fff);
        var isLater = (fragment & 0x1fff) != 0;
        var l4 = isLater ? ip[20..].ToArray() : L4(ip[9], ip[20..]);
        byte[] between = fragment == 0 ? [] : [Next(ip[9]), 0, (byte)(fragment >> 5), (byte)((fragment << 3) | (fragment >> 13)), 0, 0, ip[4], ip[5]];
        byte[] packet = [.. HeaderOf(ip, between.Length + l4.Length, fragment == 0 ? Next(ip[9]) : Fragment), .. between, .. l4];
        if (!isLater)
            Fill(packet, Header + between.Length, Next(ip[9]));
        return [.. frame.AsSpan(0, 12), 0x86, 0xdd, .. packet];
    }

    /// <summary>A frame of IPv6 as it is written; machine …:N has the MAC 02:00:00:00:00:N.</summary>
    internal static byte[] Packet(string from, string to, byte next, byte[] payload, byte hopLimit = 64)
    {
        byte[] ends = [.. IPAddress.Parse(from).GetAddressBytes(), .. IPAddress.Parse(to).GetAddressBytes()];
        byte[] packet = [0x60, 0, 0, 0, (byte)(payload.Length >> 8), (byte)payload.Length, next, hopLimit, .. ends, .. payload];
        Fill(packet, Header, next);
        return [0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 2, 0, 0, 0, 0, ends[15], 0x86, 0xdd, .. packet];
    }

    /// <summary>A solicitation (135) or an advertisement (136) of a neighbour.</summary>
    internal static byte[] Neighbour(byte type, string from, string to, string target, byte flags = 0, byte[]? option = null) =>
        Packet(from, to, IcmpV6, [type, 0, 0, 0, flags, 0, 0, 0, .. IPAddress.Parse(target).GetAddressBytes(), .. option ?? []], hopLimit: 255);

    /// <summary>Writes the checksum of what follows the headers; a UDP checksum of 0 stays.</summary>
    internal static void Fill(Span<byte> packet, int l4At, byte protocol)
    {
        var l4 = packet[l4At..];
        var at = protocol switch { 6 => 16, Udp => 6, IcmpV6 => 2, _ => -1 };
        if (at < 0 || l4.Length < at + 2 || (protocol == Udp && l4[6] == 0 && l4[7] == 0))
            return;
        l4.Slice(at, 2).Clear();
        var sum = Checksum.Of(l4, Pseudo(packet[8..Header], protocol, l4.Length));
        BinaryPrimitives.WriteUInt16BigEndian(l4[at..], protocol == Udp && sum == 0 ? (ushort)0xffff : sum);
    }

    private static byte[] HeaderOf(ReadOnlySpan<byte> ip, int payload, byte next) =>
    [
        0x60, 0, 0, 0, (byte)(payload >> 8), (byte)payload, next, ip[8],
        .. new IPAddress(ip[12..16]).InIpv6().GetAddressBytes(), .. new IPAddress(ip[16..20]).InIpv6().GetAddressBytes(),
    ];

    private static byte[] L4(byte protocol, ReadOnlySpan<byte> l4) => protocol switch
    {
        6 => Clamped(l4.ToArray()),
        Icmp when l4.Length >= 8 => [.. Message(l4), .. l4[0] is 3 or 11 or 12 ? Quote(l4[8..]) : l4[8..]],
        _ => l4.ToArray(),
    };

    /// <summary>Type, code, a checksum to come, and what follows: of an error its MTU or, 4/1, where the fault is.</summary>
    private static byte[] Message(ReadOnlySpan<byte> icmp) => (icmp[0], icmp[1]) switch
    {
        (8, _) => [128, 0, 0, 0, .. icmp[4..8]],
        (0, _) => [129, 0, 0, 0, .. icmp[4..8]],
        (3, 1) => [1, 3, 0, 0, .. icmp[4..8]],
        (3, 2) => [4, 1, 0, 0, 0, 0, 0, 6],
        (3, 3) => [1, 4, 0, 0, .. icmp[4..8]],
        (3, 4) => [2, 0, 0, 0, .. icmp[4..8]],
        (3, 13) => [1, 1, 0, 0, .. icmp[4..8]],
        (11, var code) => [3, code, 0, 0, .. icmp[4..8]],
        (12, _) => [4, 0, 0, 0, .. icmp[4..8]],
        _ => [1, 0, 0, 0, .. icmp[4..8]],
    };

    /// <summary>The quoted packet; the rest of it is not there to sum up, so its checksum is moved from sum to sum (RFC 1624).</summary>
    private static byte[] Quote(ReadOnlySpan<byte> ip)
    {
        var bytes = BinaryPrimitives.ReadUInt16BigEndian(ip[2..]) - 20;
        byte[] quote = [.. HeaderOf(ip, bytes, Next(ip[9])), .. ip[20..]];
        var l4 = quote.AsSpan(Header);
        if (ip[9] == Udp && (l4[6] != 0 || l4[7] != 0))
        {
            Move(l4[6..8], from: Pseudo(ip[12..20], Udp, bytes), to: Pseudo(quote.AsSpan(8, 32), Udp, bytes));
            if (l4[6] == 0 && l4[7] == 0)
                (l4[6], l4[7]) = (0xff, 0xff); // as its sender wrote it
        }

        if (ip[9] != Icmp)
            return quote;
        var (was, now) = ((uint)l4[0] << 8, 128u << 8);
        l4[0] = 128;
        Move(l4[2..4], from: was, to: now + Pseudo(quote.AsSpan(8, 32), IcmpV6, bytes));
        return quote;
    }

    private static void Move(Span<byte> check, uint from, uint to)
    {
        var gone = Checksum.Of([], from);
        BinaryPrimitives.WriteUInt16BigEndian(check, Checksum.Of([], (uint)(ushort)~BinaryPrimitives.ReadUInt16BigEndian(check) + gone + to));
    }

    /// <summary>The largest segment that 1500 bytes take.</summary>
    private static byte[] Clamped(byte[] tcp)
    {
        var options = tcp.AsSpan(20, (tcp[12] >> 4 << 2) - 20);
        if (options.IndexOf((byte[])[2, 4, 0x05, 0xb4]) is >= 0 and var at)
            options[at + 3] = 0xa0;
        return tcp;
    }

    private static byte Next(byte protocol) => protocol == Icmp ? IcmpV6 : protocol;

    private static uint Pseudo(ReadOnlySpan<byte> addresses, byte protocol, int length)
    {
        var sum = (uint)(protocol + length);
        for (var i = 0; i < addresses.Length; i += 2)
            sum += BinaryPrimitives.ReadUInt16BigEndian(addresses[i..]);
        return sum;
    }

    private static IPAddress Or(this IPAddress prefix, IPAddress last) => new([.. prefix.GetAddressBytes().AsSpan(0, 12), .. last.GetAddressBytes()]);
}
