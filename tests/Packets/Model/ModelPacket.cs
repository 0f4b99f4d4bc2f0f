using System.Buffers.Binary;
using System.Net;
using Ilb.Packets.Wire;

namespace Ilb.Packets.Model;

/// <summary>An IPv4 packet in a frame: reads and writes its fields; checksums are made afresh.</summary>
internal sealed class ModelPacket(byte[] frame)
{
    internal byte[] Frame { get; } = [.. frame];

    internal IPAddress Source
    {
        get => Address(26);
        set => value.GetAddressBytes().CopyTo(Frame, 26);
    }

    internal IPAddress Destination
    {
        get => Address(30);
        set => value.GetAddressBytes().CopyTo(Frame, 30);
    }

    internal byte Protocol => Frame[23];

    internal bool IsFragment => (Frame[20] & 0x3f) != 0 || Frame[21] != 0;

    internal bool IsLaterFragment => (Frame[20] & 0x1f) != 0 || Frame[21] != 0;

    /// <summary>Where it came from and which datagram it belongs to.</summary>
    internal (IPAddress Source, IPAddress Destination, ushort Identification, byte Protocol) Datagram => (Source, Destination, Number(18), Protocol);

    internal bool HasPorts => Protocol is 6 or 17 && !IsLaterFragment;

    internal Tcp Flags => Protocol == 6 && HasPorts ? (Tcp)Frame[47] : Tcp.None;

    internal bool Opens => (Flags & (Tcp.Syn | Tcp.Ack | Tcp.Rst | Tcp.Fin)) == Tcp.Syn;

    internal byte IcmpType => Frame[34];

    internal ushort SourcePort
    {
        get => HasPorts ? Number(34) : (ushort)0;
        set => BinaryPrimitives.WriteUInt16BigEndian(Frame.AsSpan(34), value);
    }

    internal ushort DestinationPort
    {
        get => HasPorts ? Number(36) : (ushort)0;
        set => BinaryPrimitives.WriteUInt16BigEndian(Frame.AsSpan(36), value);
    }

    internal int IpBytes => Number(16);

    internal ushort Number(int at) => BinaryPrimitives.ReadUInt16BigEndian(Frame.AsSpan(at));

    internal IPAddress Address(int at) => new(Frame.AsSpan(at, 4));

    /// <summary>As it arrives at a machine.</summary>
    internal byte[] At(IPAddress machine) => Checksum.Fill(Frame).At(machine.ToString());
}
