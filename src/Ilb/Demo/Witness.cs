using System.Buffers.Binary;
using System.Net.Sockets;

namespace Ilb.Demo;

/// <summary>
/// Watches every IPv4 packet that reaches or leaves a machine through a packet socket (packet(7)) in its namespace, and counts
/// those that carry one of the L4 ports it was told to look for. What it does not see never reached the machine.
/// </summary>
internal sealed class Witness : IDisposable
{
    private const int EthernetHeader = 14;
    private readonly Socket _socket;
    private readonly int[] _seen = new int[65536];
    private readonly Task _watching;

    /// <param name="packetSocket">An AF_PACKET, SOCK_RAW socket for all protocols, made in the machine's namespace.</param>
    public Witness(Socket packetSocket)
    {
        _socket = packetSocket;
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>How many packets had this L4 port as source or destination, 0 when none.</summary>
    public int Seen(ushort l4Port) => Volatile.Read(ref _seen[l4Port]);

    public void Dispose()
    {
        _socket.Dispose();
        _watching.GetAwaiter().GetResult();
    }

    private async Task WatchAsync()
    {
        var frame = new byte[65536];
        try
        {
            while (true)
                Count(frame.AsSpan(0, await _socket.ReceiveAsync(frame.AsMemory())));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Dispose closed the socket.
        }
    }

    private void Count(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < EthernetHeader + 20 || BinaryPrimitives.ReadUInt16BigEndian(frame[12..]) != 0x0800)
            return;
        var packet = frame[EthernetHeader..];
        var transport = packet[((packet[0] & 0xF) * 4)..];
        if (packet[9] is not (6 or 17) || transport.Length < 4)
            return;
        Interlocked.Increment(ref _seen[BinaryPrimitives.ReadUInt16BigEndian(transport)]);
        Interlocked.Increment(ref _seen[BinaryPrimitives.ReadUInt16BigEndian(transport[2..])]);
    }
}
