using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Ilb.Packets.Lab;

/// <summary>Sees what leaves through the loopback device, where every port of a <see cref="PacketLab"/> is, and of other labs, too.</summary>
internal sealed class LoopbackTap : IDisposable
{
    private const int EveryProtocol = 3, Ipv4Ports = 34, Ipv6Ports = 54;

    private readonly Socket _socket = new(AddressFamily.Packet, SocketType.Raw, (ProtocolType)IPAddress.HostToNetworkOrder((short)EveryProtocol))
    {
        Blocking = false,
    };

    /// <summary>Those so far that are from or to this L4 port, each once though the device hands it back, padded as the kernel does.</summary>
    internal IReadOnlyList<string> Seen(ushort port)
    {
        var seen = new HashSet<string>();
        var frame = new byte[2048];
        while (_socket.Available > 0)
        {
            var received = frame.AsSpan(0, _socket.Receive(frame));
            var ports = received is [_, _, _, _, _, _, _, _, _, _, _, _, 0x86, 0xdd, ..] ? Ipv6Ports : Ipv4Ports;
            if (received.Length >= ports + 4 && (Number(received, ports) == port || Number(received, ports + 2) == port))
                seen.Add(Convert.ToHexString(received));
        }

        return [.. seen];
    }

    public void Dispose() => _socket.Dispose();

    private static ushort Number(ReadOnlySpan<byte> frame, int at) => BinaryPrimitives.ReadUInt16BigEndian(frame[at..]);
}
