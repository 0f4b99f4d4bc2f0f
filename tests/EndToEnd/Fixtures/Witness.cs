using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>Sees every IPv4 packet that reaches or leaves a machine. What it does not see never got there.</summary>
internal sealed class Witness : IDisposable
{
    private const int EthernetHeader = 14, ReceiveBuffer = 16 << 20;

    private readonly Socket _socket;
    private readonly ConcurrentQueue<SeenPacket> _seen = [];
    private readonly Task _watching;

    public Witness(MachinePlace at)
    {
        _socket = at.Packets();
        _socket.ReceiveBufferSize = ReceiveBuffer;
        _watching = Task.Run(WatchAsync);
    }

    public IReadOnlyCollection<SeenPacket> Seen => _seen;

    public void Dispose()
    {
        _socket.Dispose();
        _watching.GetAwaiter().GetResult();
    }

    private async Task WatchAsync()
    {
        var frame = new byte[1 << 19];
        try
        {
            while (true)
                Keep(frame.AsSpan(0, await _socket.ReceiveAsync(frame.AsMemory())));
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // Dispose closed the socket.
        }
    }

    private void Keep(ReadOnlySpan<byte> frame)
    {
        const int ipv4 = 0x0800, shortest = 20;
        if (frame.Length < EthernetHeader + shortest || BinaryPrimitives.ReadUInt16BigEndian(frame[12..]) != ipv4)
            return;
        var packet = frame[EthernetHeader..];
        var transport = packet[((packet[0] & 0xF) * 4)..];
        var hasPorts = packet[9] is 6 or 17 && transport.Length >= 4;
        _seen.Enqueue(new SeenPacket(
            (ProtocolType)packet[9],
            new IPAddress(packet[12..16]),
            new IPAddress(packet[16..20]),
            hasPorts ? BinaryPrimitives.ReadUInt16BigEndian(transport) : (ushort)0,
            hasPorts ? BinaryPrimitives.ReadUInt16BigEndian(transport[2..]) : (ushort)0,
            frame.Length));
    }
}
