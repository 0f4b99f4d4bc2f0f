using System.Buffers.Binary;
using System.Net;

namespace Ilb.Packets.Model;

/// <summary>What the kernel chooses backends and other ports by: the sum of products of pairs of words, each added to a number of its own; its halves mixed.</summary>
internal static class Multilinear
{
    private static readonly ulong[] s_numbers =
    [
        0x9e3779b97f4a7c15, 0xd1342543de82ef95, 0xaf251af3b0f025b5, 0xb564ef22ec7aece5, 0xf1357aea2e62a9c5, 0x27bb2ee687b0b0fd,
        0xbf58476d1ce4e5b9, 0x94d049bb133111eb, 0xff51afd7ed558ccd, 0xc4ceb9fe1a85ec53, 0x9fb21c651e98df25, 0x8ebc6af09c88c6e3,
    ];

    internal static uint OfCall(uint network, IPAddress client, IPAddress called, ushort clientPort, ushort calledPort, byte protocol) =>
        Of([network, protocol, .. Words(client), .. Words(called), ((uint)Swap(clientPort) << 16) | Swap(calledPort), 0]);

    /// <param name="network">Without the bit of those outside.</param>
    internal static uint OfClient(uint network, IPAddress client, ushort port) => Of([network, (uint)Swap(port) << 16, .. Words(client)]);

    private static uint Of(uint[] words)
    {
        ulong sum = 0;
        for (var i = 0; i < words.Length; i += 2)
            sum += (words[i] + s_numbers[i]) * (words[i + 1] + s_numbers[i + 1]);
        sum ^= sum >> 32;
        return (uint)((sum * 0xd6e8feb86659fd93) >> 32);
    }

    /// <summary>In network order, read by a little-endian machine.</summary>
    private static uint[] Words(IPAddress address)
    {
        var bytes = address.MapToIPv6().GetAddressBytes();
        return [.. Enumerable.Range(0, 4).Select(i => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4 * i)))];
    }

    private static ushort Swap(ushort port) => BinaryPrimitives.ReverseEndianness(port);
}
