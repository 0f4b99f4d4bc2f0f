using System.Runtime.InteropServices;
using Ilb.Model.Feed;

namespace Ilb.Datapath.Flows;

/// <summary>Twin of struct traffic in bpf/flow_value.h: numbers of two digits, the low ones of packets and bytes in one word.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TrafficValue(BySender Acknowledged, BySender Recent, BySender Packets, BySender Bytes)
{
    /// <summary>Of the low digits.</summary>
    internal const int PacketBits = 10, ByteBits = 22;

    /// <summary>IP packets after segmentation, and their bytes.</summary>
    internal Traffic OfClient => Join(Recent.Client, Packets.Client, Bytes.Client);

    internal Traffic OfServer => Join(Recent.Server, Packets.Server, Bytes.Server);

    private static Traffic Join(uint low, ulong packets, ulong bytes) =>
        new((packets << PacketBits) + (low & ((1 << PacketBits) - 1)), (bytes << ByteBits) + (low >> PacketBits));
}

/// <summary>A number for each sender.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct BySender(uint Client, uint Server);
