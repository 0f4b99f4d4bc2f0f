using System.Globalization;

namespace Ilb.Datapath.Netlink;

/// <summary>Six bytes, first byte first in <see cref="Bytes"/>.</summary>
public readonly record struct MacAddress(ulong Value)
{
    /// <summary>The MAC that every machine sees behind every address: the host side of its port, and who answers ARP.</summary>
    public static MacAddress Router { get; } = new(0x12_34_56_78_9a_bc);

    /// <summary>Of the machine at a port: locally administered, from slot and generation, the same after every restart.</summary>
    public static MacAddress OfPort(Model.Snapshots.Slot slot) => new(0x02ul << 40 | (ulong)(byte)slot.Generation << 32 | slot.Index);

    public byte[] Bytes
    {
        get
        {
            var bytes = new byte[6];
            for (var i = 0; i < 6; i++)
                bytes[i] = (byte)(Value >> (40 - 8 * i));
            return bytes;
        }
    }

    public static MacAddress From(ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        foreach (var part in bytes[..6])
            value = value << 8 | part;
        return new MacAddress(value);
    }

    public override string ToString() =>
        string.Join(':', Bytes.Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));
}
