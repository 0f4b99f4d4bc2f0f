using System.Net;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;
using Ilb.Packets.Lab;

namespace Ilb.Packets.Model;

/// <summary>Packets through the uplink: public frontends and nothing else.</summary>
internal static class ModelOutside
{
    internal static IPAddress Uplink { get; } = IPAddress.Parse(PacketLab.Uplink);

    internal static (string, IPAddress?) Judge(ModelSwitch model, ModelPacket packet)
    {
        var source = packet.Source.GetAddressBytes();
        if (packet.Source.ToString() == "168.63.129.16")
            return ("probe_source_spoofed", null);
        if (source[0] is 0 or 127 or >= 224 || (IsOfPool(source) && !packet.Source.Equals(Uplink)))
            return ("source_spoofed", null);
        if (!model.State.Routes.ContainsKey(new(Outside.Network, KernelAddress.From(packet.Destination))))
            return ("not_public", null);
        if (packet.IsLaterFragment || packet is { IsFragment: true, Protocol: 1 })
            return ("fragment", null);
        if (packet.Protocol == 1)
            return packet.IcmpType == 8 ? ("vip_ping", null) : FollowError(model, packet);
        if (!packet.HasPorts)
            return ("protocol_refused", null);
        if (Called(model.State, packet.Destination, packet.DestinationPort, packet.Protocol) is not { } frontend)
            return ("no_endpoint", null);
        return source is [10, 1 or 4, _, _]
            ? ("source_spoofed", null)
            : model.ToServer(packet, isOutside: true) ?? model.Balance(0, packet, frontend, isOutside: true);
    }

    /// <summary>Any router may have sent it, if it is about a flow.</summary>
    private static (string, IPAddress?) FollowError(ModelSwitch model, ModelPacket packet)
    {
        if (!ModelErrors.IsError(packet))
            return ("icmp_unmatched", null);
        var (vip, client, protocol) = (packet.Address(ModelErrors.Quoted + 12), packet.Address(ModelErrors.Quoted + 16), packet.Frame[ModelErrors.Quoted + 9]);
        var (vipPort, clientPort) = (packet.Number(ModelErrors.QuotedL4), packet.Number(ModelErrors.QuotedL4 + 2));
        return vip.Equals(packet.Destination) && Called(model.State, vip, vipPort, protocol) is not null
            && model.Flows.Find(new(client, clientPort, vip, vipPort, protocol, IsOutside: true), Side.Client, Side.Nobody, 0) is { } flow
            ? ModelErrors.ToServer(model, packet, flow)
            : ("icmp_unmatched", null);
    }

    private static FrontendValue? Called(ForwardingState state, IPAddress vip, ushort port, byte protocol) =>
        state.Frontends.TryGetValue(new(Outside.Network, KernelAddress.From(vip), new BigEndianPort(port), protocol), out var frontend) ? frontend : null;

    private static bool IsOfPool(byte[] address) => address is [203, 0, 113, _];
}
