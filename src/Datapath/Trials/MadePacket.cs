using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;

namespace Ilb.Datapath.Trials;

/// <summary>The first packet of a connection, or one amid it, as a machine would send it. Nobody gets it, so its checksums are wrong.</summary>
/// <param name="IsMidFlow">Of TCP an ACK instead of a SYN.</param>
public sealed record MadePacket(IPEndPoint Source, IPEndPoint Destination, Protocol Protocol, bool IsMidFlow)
{
    private const int EthernetBytes = 14;
    private const byte Syn = 2, Ack = 16;

    private bool IsIpv6 => Destination.AddressFamily == AddressFamily.InterNetworkV6;

    internal byte[] Frame()
    {
        byte[] l4 = L4(), ip = IsIpv6 ? Ipv6(l4.Length) : Ipv4(l4.Length);
        var frame = new byte[EthernetBytes + ip.Length + l4.Length];
        MacAddress.Router.ToArray().CopyTo(frame, 0);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), (ushort)(IsIpv6 ? 0x86dd : 0x0800));
        ip.CopyTo(frame, EthernetBytes);
        l4.CopyTo(frame, EthernetBytes + ip.Length);
        return frame;
    }

    private byte[] Ipv4(int payload)
    {
        const byte versionAndLength = 0x45, dontFragment = 0x40, hops = 64;
        var header = new byte[20];
        header[0] = versionAndLength;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)(header.Length + payload));
        header[6] = dontFragment;
        header[8] = hops;
        header[9] = (byte)Protocol;
        Source.Address.GetAddressBytes().CopyTo(header, 12);
        Destination.Address.GetAddressBytes().CopyTo(header, 16);
        return header;
    }

    private byte[] Ipv6(int payload)
    {
        const byte version = 0x60, hops = 64;
        var header = new byte[40];
        header[0] = version;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), (ushort)payload);
        header[6] = (byte)Protocol;
        header[7] = hops;
        Source.Address.GetAddressBytes().CopyTo(header, 8);
        Destination.Address.GetAddressBytes().CopyTo(header, 24);
        return header;
    }

    private byte[] L4()
    {
        const byte tcpLength = 5 << 4;
        var header = new byte[Protocol == Protocol.Tcp ? 20 : 8];
        BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)Source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)Destination.Port);
        if (Protocol == Protocol.Udp)
            (header[5], header[7]) = ((byte)header.Length, 1); // without a checksum no datagram of IPv6 is delivered
        else
            (header[12], header[13]) = (tcpLength, IsMidFlow ? Ack : Syn);
        return header;
    }
}
