using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ilb.Model.Addressing;

/// <summary>
/// A prefix of either family with no host bits set, "10.1.0.0/16" or "fd00:1::/96". IPv4 is kept as ::ffff:a.b.c.d/96+n, as the data
/// plane does, but no IPv6 prefix holds an IPv4 address, not even ::/0. Ordered by base address, then by length.
/// </summary>
public readonly record struct IpPrefix : IComparable<IpPrefix>
{
    private const int BitsBeforeIpv4 = 96;

    private IpPrefix(UInt128 baseAddress, int bits)
    {
        Bits = bits;
        First = baseAddress & Mask(bits);
    }

    /// <summary>Of the base in 128 bits: 0 to 128, of IPv4 96 to 128.</summary>
    public int Bits { get; }

    /// <summary>The first address, as a number in host order; of IPv4 the mapped one.</summary>
    public UInt128 First { get; }

    /// <summary>The last address, as a number in host order; of IPv4 the mapped one.</summary>
    public UInt128 Last => First | ~Mask(Bits);

    public bool IsIpv4 => Bits >= BitsBeforeIpv4 && First >> 32 == 0xffff;

    /// <summary>As it is written: 0 to 32 for IPv4, 0 to 128 for IPv6.</summary>
    public int Length => IsIpv4 ? Bits - BitsBeforeIpv4 : Bits;

    public IPAddress FirstAddress => ToAddress(First);

    public static IpPrefix EveryIpv4 { get; } = new Ipv4Prefix(0, 0);

    public static IpPrefix EveryIpv6 { get; } = new(0, 0);

    public static implicit operator IpPrefix(Ipv4Prefix prefix) => new(Mapped(prefix.First), BitsBeforeIpv4 + prefix.Length);

    public static IpPrefix FromIpv4Prefix(Ipv4Prefix prefix) => prefix;

    /// <summary>The prefix of that length around an address; host bits are cut off.</summary>
    /// <param name="length">0 to 32 for IPv4, 0 to 128 for IPv6.</param>
    public static IpPrefix Around(IPAddress address, int length)
    {
        ArgumentNullException.ThrowIfNull(address);
        var bits = length + (address.AddressFamily == AddressFamily.InterNetwork ? BitsBeforeIpv4 : 0);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, 128);
        return new IpPrefix(ToNumber(address), bits);
    }

    /// <summary>One address as a prefix.</summary>
    public static IpPrefix Whole(IPAddress address) => new(ToNumber(address), 128);

    /// <summary>The address of a number in host order, as <see cref="First"/> is one.</summary>
    public static IPAddress ToAddress(UInt128 number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        var address = new IPAddress(bytes);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    public bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var number = ToNumber(address);
        return number >= First && number <= Last && address.AddressFamily == AddressFamily.InterNetwork == IsIpv4;
    }

    public bool Contains(IpPrefix other) => other.First >= First && other.Last <= Last && other.IsIpv4 == IsIpv4;

    public bool Overlaps(IpPrefix other) => First <= other.Last && other.First <= Last && other.IsIpv4 == IsIpv4;

    /// <summary>
    /// The address whose last 32 bits are those of <paramref name="address"/>: fd00:1::/96 and 10.1.0.4 make fd00:1::10.1.0.4, which is
    /// fd00:1::a01:4. For IPv6 prefixes of at most 96 bits.
    /// </summary>
    public IPAddress Embed(IPAddress address) => !IsIpv4 && Bits <= BitsBeforeIpv4
        ? ToAddress(First | Ipv4Prefix.ToNumber(address))
        : throw new InvalidOperationException($"{this} has no room for an IPv4 address.");

    /// <summary>The addresses that <see cref="Embed(IPAddress)"/> makes of those of an IPv4 prefix.</summary>
    public IpPrefix Embed(IpPrefix ipv4) => ipv4.IsIpv4
        ? new IpPrefix(First | (uint)ipv4.First, ipv4.Bits)
        : throw new ArgumentException($"{ipv4} is no IPv4 prefix.", nameof(ipv4));

    /// <summary>Parses "a.b.c.d/len" or any form of an IPv6 address (RFC 4291) without scope and brackets, with a length; host bits must be zero. False for anything else, null included.</summary>
    public static bool TryParse(string? text, out IpPrefix prefix)
    {
        prefix = default;
        if (Ipv4Prefix.TryParse(text, out var ipv4))
        {
            prefix = ipv4;
            return true;
        }

        var slash = text?.IndexOf('/') ?? -1;
        if (slash < 0
            || text![0] == '['
            || !IPAddress.TryParse(text.AsSpan(0, slash), out var address)
            || address.AddressFamily != AddressFamily.InterNetworkV6
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
            || bits > 128)
            return false;
        prefix = new IpPrefix(ToNumber(address), bits);
        return !prefix.IsIpv4 && prefix.First == ToNumber(address) && address.ScopeId == 0;
    }

    public static IpPrefix Parse(string text) =>
        TryParse(text, out var prefix) ? prefix : throw new FormatException($"'{text}' is not a prefix such as 10.1.0.0/16 or fd00:1::/96.");

    public int CompareTo(IpPrefix other) => First != other.First ? First.CompareTo(other.First) : Bits.CompareTo(other.Bits);

    public static bool operator <(IpPrefix left, IpPrefix right) => left.CompareTo(right) < 0;

    public static bool operator >(IpPrefix left, IpPrefix right) => left.CompareTo(right) > 0;

    public static bool operator <=(IpPrefix left, IpPrefix right) => left.CompareTo(right) <= 0;

    public static bool operator >=(IpPrefix left, IpPrefix right) => left.CompareTo(right) >= 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{FirstAddress}/{Length}");

    private static UInt128 Mapped(uint ipv4) => new(0, 0xffff_0000_0000UL | ipv4);

    private static UInt128 ToNumber(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static UInt128 Mask(int bits) => bits == 0 ? 0 : UInt128.MaxValue << (128 - bits);
}
