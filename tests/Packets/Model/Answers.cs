using Ilb.Packets.Wire;
using static Ilb.Packets.Wire.Frames;

namespace Ilb.Packets.Model;

/// <summary>What the switch itself answers, per verdict.</summary>
internal static class Answers
{
    internal static byte[]? To(string verdict, byte[] frame)
    {
        var packet = new ModelPacket(frame);
        return verdict switch
        {
            "vip_ping" => Turned(packet),
            "no_machine" or "port_absent" => Unreachable(packet, 1),
            "way_out" or "not_transitive" => Unreachable(packet, 13),
            "protocol_refused" => Unreachable(packet, 2),
            "no_endpoint" or "no_backend" or "own_set" or "no_flow" or "backend_gone" or "drain_over" or "flow_table_full" or "acl_denied" =>
                packet.Protocol == 6 ? Reset(packet) : Unreachable(packet, 3),
            _ => null,
        };
    }

    internal static byte[]? TooBig(byte[] frame, ushort mtu) => Unreachable(new ModelPacket(frame), 4, mtu);

    private static byte[]? Reset(ModelPacket packet)
    {
        if (packet.Flags.HasFlag(Tcp.Rst))
            return null;
        var (from, to) = ($"{packet.Destination}:{packet.DestinationPort}", $"{packet.Source}:{packet.SourcePort}");
        var (sequence, acknowledged) = (Word(packet, 38), Word(packet, 42));
        var length = (uint)(packet.IpBytes - 20 - (packet.Frame[46] >> 4 << 2));
        length += (packet.Flags.HasFlag(Tcp.Syn) ? 1u : 0) + (packet.Flags.HasFlag(Tcp.Fin) ? 1u : 0);
        var reset = packet.Flags.HasFlag(Tcp.Ack)
            ? Segment(from, to, Tcp.Rst, acknowledged)
            : Segment(from, to, Tcp.Rst | Tcp.Ack, 0, sequence + length);
        return reset.At(packet.Source.ToString());
    }

    private static byte[]? Unreachable(ModelPacket packet, byte code, ushort mtu = 0) =>
        packet.IsFragment || (packet.Protocol == 1 && packet.IcmpType != 8)
            ? null
            : Error(packet.Destination.ToString(), packet.Source.ToString(), code, packet.Frame, mtu).At(packet.Source.ToString());

    private static byte[] Turned(ModelPacket packet)
    {
        var (machine, vip) = (packet.Source, packet.Destination);
        (packet.Source, packet.Destination, packet.Frame[34]) = (vip, machine, 0);
        return packet.At(machine);
    }

    private static uint Word(ModelPacket packet, int at) => ((uint)packet.Number(at) << 16) | packet.Number(at + 2);
}
