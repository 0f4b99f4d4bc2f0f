using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Forwarding;

/// <summary>Addresses → exact routes and prefixes.</summary>
internal static class AddressCompiler
{
    /// <summary>Bits before the address of a prefix key: the network id.</summary>
    private const int BitsBeforeAddress = 32;

    /// <summary>The addresses somebody has: the ports of this node, and VIPs, which are the same on every node.</summary>
    public static IReadOnlyDictionary<RouteKey, RouteValue> Routes(
        IEnumerable<VipEntry> vips, IEnumerable<PortState> ports, IReadOnlyDictionary<uint, uint> mtus)
    {
        var routes = new Dictionary<RouteKey, RouteValue>();
        foreach (var port in ports)
        {
            var route = new RouteValue(RouteKind.Port, port.Slot.Index, port.Mtu);
            routes[new RouteKey(port.Network, port.Address)] = route;
            if (port.Ipv6Address is { } ipv6)
                routes[new RouteKey(port.Network, ipv6)] = route;
        }

        foreach (var vip in vips)
            routes[new RouteKey(vip.Network, KernelAddress.From(vip.Address))] = new RouteValue(RouteKind.Vip, 0, mtus[vip.Network]);
        return routes;
    }

    /// <summary>The address spaces, those of peers, and the sites beyond gateways. Subnets lie inside the first and are routed alike, so they need no entries.</summary>
    public static IReadOnlyDictionary<PrefixKey, RouteValue> Prefixes(
        IReadOnlyCollection<NetworkEntry> networks, IEnumerable<KeyValuePair<PrefixKey, RouteValue>> sites)
    {
        var prefixes = new Dictionary<PrefixKey, RouteValue>();
        foreach (var (site, route) in sites)
            prefixes[site] = route;
        var bySlot = networks.ToDictionary(network => network.Slot.Index);
        foreach (var network in networks)
        {
            Add(network, new RouteValue(RouteKind.Network, 0, (uint)network.Mtu), network);
            foreach (var peer in network.Peers.Select(slot => bySlot[slot]))
                Add(network, new RouteValue(RouteKind.Peer, peer.Slot.Index, (uint)Math.Min(network.Mtu, peer.Mtu)), peer);
        }

        return prefixes;

        void Add(NetworkEntry from, RouteValue route, NetworkEntry to)
        {
            foreach (var space in to.AddressSpace)
                prefixes[Key(from.Slot.Index, space)] = route;
            if (to.Ipv6 is { } ipv6)
                prefixes[Key(from.Slot.Index, ipv6)] = route;
        }
    }

    public static PrefixKey Key(uint network, IpPrefix prefix) =>
        new((uint)(BitsBeforeAddress + prefix.Bits), network, KernelAddress.From(prefix.FirstAddress));
}
