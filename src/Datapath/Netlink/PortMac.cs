using System.Buffers.Binary;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;

namespace Ilb.Datapath.Netlink;

/// <summary>The Ethernet address of the machine at a port: locally administered, the same after every restart.</summary>
public static class PortMac
{
    /// <summary>02, the low byte of the generation, four bytes of slot index: "02:01:00:00:00:03".</summary>
    public static MacAddress Of(Slot port)
    {
        Span<byte> octets = stackalloc byte[6];
        octets[0] = 2;
        octets[1] = (byte)port.Generation;
        BinaryPrimitives.WriteUInt32BigEndian(octets[2..], port.Index);
        return MacAddress.From(octets);
    }
}
