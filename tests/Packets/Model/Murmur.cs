using System.Buffers.Binary;
using System.Net;
using System.Numerics;

namespace Ilb.Packets.Model;

/// <summary>MurmurHash3 of whole 32-bit words, as the textbook has it; what the kernel chooses backends with.</summary>
internal sealed class Murmur
{
    private uint _hash;

    internal Murmur Add(uint word)
    {
        _hash ^= BitOperations.RotateLeft(word * 0xcc9e2d51, 15) * 0x1b873593;
        _hash = (BitOperations.RotateLeft(_hash, 13) * 5) + 0xe6546b64;
        return this;
    }

    /// <summary>An address as four words in network order, read by a little-endian machine.</summary>
    internal Murmur Add(IPAddress address)
    {
        var bytes = address.MapToIPv6().GetAddressBytes();
        for (var i = 0; i < 16; i += 4)
            Add(BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(i)));
        return this;
    }

    /// <summary>Two L4 ports, or one and a protocol; a port is in network order.</summary>
    internal Murmur Add(ushort port, ushort lower, bool lowerIsPort) =>
        Add(((uint)Swap(port) << 16) | (lowerIsPort ? Swap(lower) : lower));

    internal uint End()
    {
        var hash = (_hash ^ (_hash >> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
        return hash ^ (hash >> 16);
    }

    private static ushort Swap(ushort port) => BinaryPrimitives.ReverseEndianness(port);
}
