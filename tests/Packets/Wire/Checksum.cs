using System.Buffers.Binary;

namespace Ilb.Packets.Wire;

/// <summary>The Internet checksum, computed from scratch: the oracle of the incremental one in the kernel.</summary>
internal static class Checksum
{
    internal static ushort Of(ReadOnlySpan<byte> bytes, uint start = 0)
    {
        ulong sum = start;
        for (var i = 0; i + 1 < bytes.Length; i += 2)
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes[i..]);
        if (bytes.Length % 2 == 1)
            sum += (uint)bytes[^1] << 8;
        while (sum > 0xffff)
            sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }

    /// <summary>Writes the checksums of an Ethernet frame with an IPv4 packet. A UDP checksum of 0 means none and stays.</summary>
    internal static byte[] Fill(byte[] frame)
    {
        var ip = frame.AsSpan(14, 20);
        ip[10..12].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Of(ip));
        var l4 = frame.AsSpan(34, BinaryPrimitives.ReadUInt16BigEndian(ip[2..]) - 20);
        var isLaterFragment = (ip[6] & 0x1f) != 0 || ip[7] != 0;
        var at = isLaterFragment ? -1 : ip[9] switch { 6 => 16, 17 => 6, 1 => 2, _ => -1 };
        if (at < 0 || l4.Length < at + 2 || (ip[9] == 17 && l4[6] == 0 && l4[7] == 0))
            return frame;
        l4.Slice(at, 2).Clear();
        var sum = Of(l4, ip[9] == 1 ? 0 : Pseudo(ip, l4.Length));
        BinaryPrimitives.WriteUInt16BigEndian(l4[at..], ip[9] == 17 && sum == 0 ? (ushort)0xffff : sum);
        return frame;
    }

    private static uint Pseudo(ReadOnlySpan<byte> ip, int length)
    {
        var sum = (uint)(ip[9] + length);
        for (var i = 12; i < 20; i += 2)
            sum += BinaryPrimitives.ReadUInt16BigEndian(ip[i..]);
        return sum;
    }
}
