using System.Buffers.Binary;
using System.Net;

namespace Ilb.Bench.Costs;

/// <summary>A TCP segment without payload in an Ethernet frame. Checksums stay 0: rewriting only adds differences to them.</summary>
internal static class TcpFrame
{
    public const byte Syn = 2, SynAck = 18, Ack = 16;

    public const int Length = 54;

    private const int Ip = 14, Tcp = 34;

    public static byte[] Of(IPEndPoint source, IPEndPoint destination, byte flags)
    {
        var frame = new byte[Length];
        new byte[] { 0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 2, 0, 0, 0, 0, 1, 8, 0 }.CopyTo(frame, 0);
        (frame[Ip], frame[Ip + 3], frame[Ip + 8], frame[Ip + 9]) = (0x45, 40, 64, 6);
        source.Address.GetAddressBytes().CopyTo(frame, Ip + 12);
        destination.Address.GetAddressBytes().CopyTo(frame, Ip + 16);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(Tcp), (ushort)source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(Tcp + 2), (ushort)destination.Port);
        (frame[Tcp + 12], frame[Tcp + 13]) = (0x50, flags);
        return frame;
    }

    public static IPEndPoint Destination(ReadOnlySpan<byte> frame) =>
        new(new IPAddress(frame.Slice(Ip + 16, 4)), BinaryPrimitives.ReadUInt16BigEndian(frame[(Tcp + 2)..]));
}
