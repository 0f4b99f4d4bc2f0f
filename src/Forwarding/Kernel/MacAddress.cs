using System.Globalization;
using System.Runtime.InteropServices;

namespace Ilb.Forwarding.Kernel;

/// <summary>An Ethernet address, in the order it has on the wire.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct MacAddress(byte Octet0, byte Octet1, byte Octet2, byte Octet3, byte Octet4, byte Octet5)
{
    /// <summary>The one address that every router in a virtual network has; Azure uses the same.</summary>
    public static MacAddress Router { get; } = new(0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc);

    public static MacAddress From(ReadOnlySpan<byte> octets) => MemoryMarshal.Read<MacAddress>(octets);

    /// <summary>"52:54:00:12:34:56"; null for anything else, and for what no single interface can have.</summary>
    public static MacAddress? Parse(string? text)
    {
        var octets = new byte[6];
        var parts = text?.Split(':') ?? [];
        for (var i = 0; i < 6; i++)
            if (parts.Length != 6 || parts[i].Length != 2 || !byte.TryParse(parts[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out octets[i]))
                return null;
        var isOfMany = (octets[0] & 1) != 0;
        return isOfMany || From(octets) == default || From(octets) == Router ? null : From(octets);
    }

    public byte[] ToArray() => [Octet0, Octet1, Octet2, Octet3, Octet4, Octet5];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Octet0:x2}:{Octet1:x2}:{Octet2:x2}:{Octet3:x2}:{Octet4:x2}:{Octet5:x2}");
}
