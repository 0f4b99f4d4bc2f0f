using System.Net;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Packets.Wire;

namespace Ilb.Packets.Model;

/// <summary>The gateways' program in plain C#. Gateways are the machines 10 and 11; sites are prefixes of 16 bits.</summary>
internal static class ModelGateway
{
    private static readonly IPAddress s_probes = IPAddress.Parse("168.63.129.16");

    internal static bool Is(IPAddress address) => address.ToString() is "10.1.0.10" or "10.1.0.11";

    /// <summary>The gateway to the site that has the address; null when no site has.</summary>
    internal static IPAddress? Of(ForwardingState state, IPAddress address)
    {
        var octets = address.GetAddressBytes();
        var site = KernelAddress.From(new IPAddress([octets[0], octets[1], 0, 0]));
        var route = state.Prefixes.FirstOrDefault(prefix => prefix.Key.Address == site).Value;
        return route.Kind == RouteKind.Gateway ? IPAddress.Parse($"10.1.0.{route.Target}") : null;
    }

    internal static bool IsBeyond(ForwardingState state, uint port, IPAddress address) => Of(state, address)?.Equals(IPAddress.Parse($"10.1.0.{port}")) == true;

    internal static (string Verdict, IPAddress? To) Judge(ModelSwitch model, uint port, IPAddress own, ModelPacket packet)
    {
        if (packet.Destination.Equals(s_probes))
            return ("not_a_probe_reply", null);
        var isStranger = !packet.Source.Equals(own) && !IsBeyond(model.State, port, packet.Source);
        if (packet.Source.Equals(s_probes))
            return ("probe_source_spoofed", null);
        if (isStranger && !ModelErrors.IsError(packet))
            return ("source_spoofed", null);
        if (packet.Destination.GetAddressBytes()[0] is 0 or >= 224)
            return ("multicast", null);
        return (packet.HasPorts ? model.ToServer(packet) : null)
            ?? ModelErrors.FollowFromBeyond(model, port, packet, isStranger)
            ?? model.FollowRoute(port, packet);
    }
}
