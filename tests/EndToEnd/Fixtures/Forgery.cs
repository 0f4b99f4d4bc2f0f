using System.Buffers.Binary;
using System.Net;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>Datagrams with any source, as root of a place sends them.</summary>
internal static class Forgery
{
    private const int IpHeader = 20, UdpHeader = 8;
    private const byte Udp = 17;

    public static async Task SendAsync(MachinePlace from, IPAddress source, IPEndPoint target, ushort sourcePort)
    {
        using var socket = from.Raw();
        await socket.SendToAsync(Datagram(source, target, sourcePort), target);
    }

    /// <summary>The kernel fills in lengths and checksum of the IP header; UDP has none.</summary>
    private static byte[] Datagram(IPAddress source, IPEndPoint target, ushort sourcePort)
    {
        var packet = new byte[IpHeader + UdpHeader];
        (packet[0], packet[8], packet[9]) = (0x45, 64, Udp);
        source.GetAddressBytes().CopyTo(packet, 12);
        target.Address.GetAddressBytes().CopyTo(packet, 16);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(IpHeader), sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(IpHeader + 2), (ushort)target.Port);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(IpHeader + 4), UdpHeader);
        return packet;
    }
}
