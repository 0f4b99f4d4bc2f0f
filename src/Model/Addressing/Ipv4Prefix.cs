using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ilb.Model.Addressing;

/// <summary>An IPv4 prefix with no host bits set, "10.1.0.0/16". Ordered by base address, then by length.</summary>
public readonly record struct Ipv4Prefix : IComparable<Ipv4Prefix>
{
    private readonly uint _base;

    public Ipv4Prefix(uint baseAddress, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 32);
        Length = length;
        _base = baseAddress & Mask(length);
    }

    /// <summary>0 to 32.</summary>
    public int Length { get; }

    /// <summary>The first address, as a number in host order.</summary>
    public uint First => _base;

    /// <summary>The last address, as a number in host order.</summary>
    public uint Last => _base | ~Mask(Length);

    /// <summary>How many addresses the prefix holds, 1 to 2^32.</summary>
    public long Count => 1L << (32 - Length);

    public bool Contains(IPAddress address) => ToNumber(address) is var number && number >= First && number <= Last;

    public bool Contains(Ipv4Prefix other) => other.First >= First && other.Last <= Last;

    public bool Overlaps(Ipv4Prefix other) => First <= other.Last && other.First <= Last;

    /// <summary>Parses "a.b.c.d/len" without leading zeros; host bits must be zero. False for anything else, null included.</summary>
    public static bool TryParse(string? text, out Ipv4Prefix prefix)
    {
        prefix = default;
        var slash = text?.IndexOf('/') ?? -1;
        if (slash < 0
            || !TryParseAddress(text![..slash], out var address)
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || length > 32)
            return false;

        prefix = new Ipv4Prefix(ToNumber(address), length);
        return prefix.ToString() == text;
    }

    public static Ipv4Prefix Parse(string text) =>
        TryParse(text, out var prefix) ? prefix : throw new FormatException($"'{text}' is not an IPv4 prefix such as 10.1.0.0/16.");

    /// <summary>
    /// Parses four decimal numbers. Refused are IPv6 and what some read as another address: "10.1", "0xa.0.0.1" and, octal to the
    /// C library, "010.0.0.1".
    /// </summary>
    public static bool TryParseAddress(string? text, out IPAddress address)
    {
        address = IPAddress.None;
        if (!IPAddress.TryParse(text, out var parsed) || parsed.AddressFamily != AddressFamily.InterNetwork || parsed.ToString() != text)
            return false;
        address = parsed;
        return true;
    }

    /// <summary>The address as a number in host order.</summary>
    public static uint ToNumber(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out var written) || written != 4)
            throw new ArgumentException($"{address} is not an IPv4 address.", nameof(address));
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    public static IPAddress ToAddress(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes);
    }

    public int CompareTo(Ipv4Prefix other) => First != other.First ? First.CompareTo(other.First) : Length.CompareTo(other.Length);

    public static bool operator <(Ipv4Prefix left, Ipv4Prefix right) => left.CompareTo(right) < 0;

    public static bool operator >(Ipv4Prefix left, Ipv4Prefix right) => left.CompareTo(right) > 0;

    public static bool operator <=(Ipv4Prefix left, Ipv4Prefix right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Ipv4Prefix left, Ipv4Prefix right) => left.CompareTo(right) >= 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ToAddress(First)}/{Length}");

    private static uint Mask(int length) => length == 0 ? 0 : uint.MaxValue << (32 - length);
}
