using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;

namespace Ilb.Forwarding;

/// <summary>Gateways → the ports of a node, and the routes to the sites beyond them.</summary>
public static class GatewayCompiler
{
    /// <summary>
    /// Of a packet that goes through a tunnel, bytes. A path of 1500 carries at least 1415 in userspace: 20 IP, 8 UDP, 8 ESP, 16
    /// initialization vector, up to 17 padding and trailer, 16 integrity with the classic algorithms. The tunnel device has 1400.
    /// </summary>
    public const int TunnelMtu = 1400;

    public static int Mtu(NetworkEntry network) => Math.Min(network.Mtu, TunnelMtu);

    internal static IEnumerable<PortState> Ports(Snapshot snapshot, int node) =>
        Here(snapshot, node).Select(here => new PortState(
            here.Gateway.Port, here.Gateway.Network, KernelAddress.From(here.Gateway.Address), (uint)Mtu(here.Network)));

    /// <summary>A site that is not connected has no route, and nothing may come from it.</summary>
    internal static IEnumerable<KeyValuePair<PrefixKey, RouteValue>> Prefixes(Snapshot snapshot, int node) =>
        from here in Here(snapshot, node)
        from tunnel in here.Gateway.Tunnels
        where tunnel.IsConnected
        from prefix in tunnel.Prefixes
        select KeyValuePair.Create(
            AddressCompiler.Key(here.Gateway.Network, prefix),
            new RouteValue(RouteKind.Gateway, here.Gateway.Port.Index, (uint)Mtu(here.Network)));

    private static IEnumerable<(GatewayEntry Gateway, NetworkEntry Network)> Here(Snapshot snapshot, int node) =>
        from gateway in snapshot.Gateways
        where gateway.Node == node
        join network in snapshot.Networks on gateway.Network equals network.Slot.Index
        select (gateway, network);
}
