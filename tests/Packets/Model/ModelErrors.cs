using System.Buffers.Binary;
using System.Net;
using Ilb.Packets.Wire;

namespace Ilb.Packets.Model;

/// <summary>ICMP errors: the quoted packet leads to the flow, and is translated like it.</summary>
internal static class ModelErrors
{
    internal const int Quoted = 42, QuotedL4 = 62;

    internal static bool IsError(ModelPacket packet) => packet is { Protocol: 1, IsFragment: false, IcmpType: 3 or 4 or 11 or 12 };

    internal static (string, IPAddress?)? Follow(ModelSwitch model, IPAddress own, ModelPacket packet)
    {
        if (!IsError(packet))
            return null;
        var (from, to, protocol) = (packet.Address(Quoted + 12), packet.Address(Quoted + 16), packet.Frame[Quoted + 9]);
        if (!to.Equals(packet.Source) || !from.Equals(packet.Destination))
            return ("icmp_unmatched", null);
        if (protocol is not (6 or 17))
            return null;
        var (fromPort, toPort) = (packet.Number(QuotedL4), packet.Number(QuotedL4 + 2));
        if (model.Flows.Find(new(from, fromPort, own, toPort, protocol), Side.Server, Side.Nobody, 0, to) is { } asServer)
            return asServer.IsTranslated ? ToClient(packet, asServer) : null;
        if (model.Flows.Find(new(to, toPort, from, fromPort, protocol), Side.Client, Side.Nobody, 0) is { } asClient)
            return asClient.IsTranslated ? ToServer(model, packet, asClient) : null;
        return null;
    }

    /// <summary>Out of a gateway: about a packet that went that way, from anybody on the way if it was really sent.</summary>
    internal static (string, IPAddress?)? FollowFromBeyond(ModelSwitch model, uint port, ModelPacket packet, bool fromStranger)
    {
        if (!IsError(packet))
            return null;
        var (from, to, protocol) = (packet.Address(Quoted + 12), packet.Address(Quoted + 16), packet.Frame[Quoted + 9]);
        if (!from.Equals(packet.Destination) || !ModelGateway.IsBeyond(model.State, port, to))
            return ("icmp_unmatched", null);
        var ends = new Ends(to, packet.Number(QuotedL4 + 2), from, packet.Number(QuotedL4), protocol);
        if (model.Flows.Find(ends, Side.Client, Side.Nobody, 0) is { } flow)
            return flow.IsTranslated ? ToServer(model, packet, flow) : null;
        var wasSent = model.WasSent(new(from, packet.Number(QuotedL4), to, packet.Number(QuotedL4 + 2), protocol));
        return fromStranger && !wasSent ? ("icmp_unmatched", null) : null;
    }

    private static (string, IPAddress?) ToClient(ModelPacket packet, ModelFlow flow)
    {
        Requote(packet, flow.Call.Client, flow.Call.Server, flow.Call.ClientPort, flow.Call.ServerPort);
        (packet.Source, packet.Destination) = (flow.Call.Server, flow.Call.Client);
        return ("icmp_translated", flow.Receiver);
    }

    internal static (string, IPAddress?) ToServer(ModelSwitch model, ModelPacket packet, ModelFlow flow)
    {
        if (model.Backend(flow) is null)
            return ("icmp_unmatched", null);
        var server = flow.AtServer;
        Requote(packet, flow.SeenServer, server.Client, server.ServerPort, server.ClientPort);
        (packet.Source, packet.Destination) = (server.Client, flow.SeenServer);
        return ("icmp_translated", server.Server);
    }

    private static void Requote(ModelPacket packet, IPAddress source, IPAddress destination, ushort sourcePort, ushort destinationPort)
    {
        var quoted = packet.Frame.AsSpan(Quoted);
        var (ip, all) = (quoted[12..20].ToArray(), quoted[12..24].ToArray());
        source.GetAddressBytes().CopyTo(quoted[12..]);
        destination.GetAddressBytes().CopyTo(quoted[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(quoted[20..], sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(quoted[22..], destinationPort);
        Update(quoted[10..], ip, quoted[12..20]);
        if (quoted[9] == 17 && (quoted[26] != 0 || quoted[27] != 0))
            Update(quoted[26..], all, quoted[12..24]);
    }

    /// <summary>RFC 1624: the rest of the quoted packet is not there to sum up.</summary>
    private static void Update(Span<byte> check, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        var sum = (uint)(ushort)~BinaryPrimitives.ReadUInt16BigEndian(check);
        for (var i = 0; i < from.Length; i += 2)
            sum += (uint)(ushort)~BinaryPrimitives.ReadUInt16BigEndian(from[i..]) + BinaryPrimitives.ReadUInt16BigEndian(to[i..]);
        BinaryPrimitives.WriteUInt16BigEndian(check, Checksum.Of([], sum));
    }
}
