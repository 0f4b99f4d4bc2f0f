using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Ilb.EndToEnd.Fixtures;

namespace Ilb.EndToEnd.Machines;

/// <summary>Sees what comes from the address of probes by IPv6, and how much of it from a port that no probe has.</summary>
internal sealed class StrayResets : IDisposable
{
    private const int ClosedPort = 7, Ipv6Header = 40, EthernetHeader = 14, TcpHeader = 20;
    private static readonly IPAddress s_probes = IPAddress.Parse("64:ff9b::168.63.129.16");

    private readonly Socket _socket;
    private readonly Task _watching;
    private int _count;

    public StrayResets(MachinePlace at)
    {
        _socket = at.Packets();
        _watching = Task.Run(WatchAsync);
    }

    public int Count => Volatile.Read(ref _count);

    public bool SawProbes { get; private set; }

    /// <summary>Sends acknowledgments to a port of the host that nobody has, from the machine's own address.</summary>
    public static void Provoke(MachinePlace from, int packets)
    {
        const int offsetOfChecksum = 16;
        using var socket = from.RawTcp();
        socket.SetRawSocketOption((int)SocketOptionLevel.IPv6, 7, BitConverter.GetBytes(offsetOfChecksum)); // IPV6_CHECKSUM
        var segment = new byte[TcpHeader];
        BinaryPrimitives.WriteUInt16BigEndian(segment, 100);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), ClosedPort);
        (segment[12], segment[13]) = (TcpHeader / 4 << 4, 16);
        for (var i = 0; i < packets; i++)
            socket.SendTo(segment, new IPEndPoint(s_probes, 0));
    }

    public void Dispose()
    {
        _socket.Dispose();
        _watching.GetAwaiter().GetResult();
    }

    private async Task WatchAsync()
    {
        var frame = new byte[1 << 16];
        try
        {
            while (true)
                Look(frame.AsSpan(0, await _socket.ReceiveAsync(frame.AsMemory())));
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // Dispose closed the socket.
        }
    }

    private void Look(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < EthernetHeader + Ipv6Header + TcpHeader || frame[12] != 0x86 || !s_probes.Equals(new IPAddress(frame[22..38])))
            return;
        SawProbes = true;
        if (BinaryPrimitives.ReadUInt16BigEndian(frame[(EthernetHeader + Ipv6Header)..]) == ClosedPort)
            Interlocked.Increment(ref _count);
    }
}
