using System.Runtime.InteropServices;

namespace Ilb.Forwarding.Kernel;

/// <summary>256 bits: ports by their slots modulo 256.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct PortSet(ulong Word0, ulong Word1, ulong Word2, ulong Word3)
{
    /// <summary>All but those: none of the ports has a slot that this contains.</summary>
    public static PortSet Without(IEnumerable<uint> ports)
    {
        ArgumentNullException.ThrowIfNull(ports);
        Span<ulong> words = [ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue];
        foreach (var port in ports)
            words[(int)(port / 64 % 4)] &= ~(1UL << (int)(port % 64));
        return new PortSet(words[0], words[1], words[2], words[3]);
    }

    public static PortSet operator &(PortSet left, PortSet right) =>
        new(left.Word0 & right.Word0, left.Word1 & right.Word1, left.Word2 & right.Word2, left.Word3 & right.Word3);

    /// <summary>Whether it has the bit of a port with that slot.</summary>
    public bool Contains(uint port) =>
        ((port / 64 % 4) switch { 0 => Word0, 1 => Word1, 2 => Word2, _ => Word3 } >> (int)(port % 64) & 1) != 0;
}
