using System.Buffers.Binary;
using System.Net;
using Ilb.Forwarding.Kernel;

namespace Ilb.Packets.Wire;

[Flags]
internal enum Tcp : byte
{
    None = 0,
    Fin = 1,
    Syn = 2,
    Rst = 4,
    Push = 8,
    Ack = 16,
}

/// <summary>
/// Ethernet frames as machines send them, with right checksums. Machine 10.x.x.N has the MAC 02:00:00:00:00:N; end points are
/// written "10.1.0.1:80".
/// </summary>
internal static class Frames
{
    /// <summary>Types of ICMP errors (RFC 792).</summary>
    internal const byte Unreachable = 3, TimeExceeded = 11, ParameterProblem = 12;

    internal static byte[] Segment(
        string from, string to, Tcp flags, uint sequence = 1000, uint acknowledged = 0, byte[]? payload = null, byte[]? options = null)
    {
        var (source, destination) = (IPEndPoint.Parse(from), IPEndPoint.Parse(to));
        options ??= [];
        var l4 = new byte[20 + options.Length + (payload?.Length ?? 0)];
        Ports(l4, source, destination);
        BinaryPrimitives.WriteUInt32BigEndian(l4.AsSpan(4), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(l4.AsSpan(8), acknowledged);
        l4[12] = (byte)((20 + options.Length) / 4 << 4);
        l4[13] = (byte)flags;
        options.CopyTo(l4, 20);
        payload?.CopyTo(l4, 20 + options.Length);
        return Packet(source.Address, destination.Address, 6, l4);
    }

    internal static byte[] Datagram(string from, string to, byte[]? payload = null, bool checksum = true)
    {
        var (source, destination) = (IPEndPoint.Parse(from), IPEndPoint.Parse(to));
        payload ??= [1, 2, 3, 4];
        var l4 = new byte[8 + payload.Length];
        Ports(l4, source, destination);
        BinaryPrimitives.WriteUInt16BigEndian(l4.AsSpan(4), (ushort)l4.Length);
        l4[6] = (byte)(checksum ? 1 : 0);
        payload.CopyTo(l4, 8);
        return Packet(source.Address, destination.Address, 17, l4);
    }

    /// <param name="body">What follows the first four bytes.</param>
    internal static byte[] Icmp(string from, string to, byte type, byte code, params byte[] body) =>
        Packet(IPAddress.Parse(from), IPAddress.Parse(to), 1, [type, code, 0, 0, .. body]);

    /// <summary>An ICMP error about a frame: quotes its IP header and 8 bytes.</summary>
    internal static byte[] Error(string from, string to, byte code, byte[] about, ushort mtu = 0, byte type = Unreachable) =>
        Icmp(from, to, type, code, [0, 0, (byte)(mtu >> 8), (byte)mtu, .. about.AsSpan(14, 28)]);

    internal static byte[] Packet(IPAddress from, IPAddress to, byte protocol, byte[] l4)
    {
        var frame = new byte[34 + l4.Length];
        Mac(from).CopyTo(frame, 6);
        MacAddress.Router.ToArray().CopyTo(frame, 0);
        frame[12] = 8;
        var ip = frame.AsSpan(14);
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(20 + l4.Length));
        ip[6] = 0x40;
        ip[8] = 64;
        ip[9] = protocol;
        from.GetAddressBytes().CopyTo(ip[12..]);
        to.GetAddressBytes().CopyTo(ip[16..]);
        l4.CopyTo(ip[20..]);
        return Checksum.Fill(frame);
    }

    internal static byte[] Arp(byte operation, string sender, string target, byte[]? senderMac = null, byte[]? targetMac = null)
    {
        senderMac ??= Mac(IPAddress.Parse(sender));
        byte[] ethernet = [.. MacAddress.Router.ToArray(), .. senderMac, 8, 6];
        return
        [
            .. ethernet, 0, 1, 8, 0, 6, 4, 0, operation, .. senderMac, .. IPAddress.Parse(sender).GetAddressBytes(),
            .. targetMac ?? new byte[6], .. IPAddress.Parse(target).GetAddressBytes(),
        ];
    }

    /// <summary>The frame with the MACs it has on arrival at a machine.</summary>
    internal static byte[] At(this byte[] frame, string machine) => frame.To(Mac(IPAddress.Parse(machine)));

    /// <summary>The same, whatever has that MAC.</summary>
    internal static byte[] To(this byte[] frame, byte[] mac) =>
        [.. mac, .. MacAddress.Router.ToArray(), .. frame.AsSpan(12)];

    /// <summary>The frame with one byte changed and, unless told, checksums made right again.</summary>
    internal static byte[] With(this byte[] frame, int at, byte value, bool fill = false)
    {
        frame[at] = value;
        return fill ? Checksum.Fill(frame) : frame;
    }

    /// <summary>The first fragment of a larger datagram.</summary>
    internal static byte[] First(this byte[] frame) => frame.With(20, 0x20, fill: true);

    /// <summary>A fragment of the same datagram, whose data begins at its eighth byte: ports and checksum are data there.</summary>
    internal static byte[] Later(this byte[] frame) => Checksum.Fill(((byte[])[.. frame]).With(20, 0).With(21, 1));

    /// <summary>With what follows the IP header as it is there.</summary>
    internal static byte[] WithL4Of(this byte[] frame, byte[] other) => [.. frame[..34], .. other[34..]];

    internal static byte[] Mac(IPAddress address) => [2, 0, 0, 0, 0, address.GetAddressBytes()[3]];

    private static void Ports(byte[] l4, IPEndPoint source, IPEndPoint destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(l4, (ushort)source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(l4.AsSpan(2), (ushort)destination.Port);
    }
}
