using System.Collections.Immutable;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Forwarding;

/// <summary>Addresses → exact routes and prefixes.</summary>
internal static class AddressCompiler
{
    /// <summary>Bits before the IPv4 part of a prefix key: the network id and ::ffff:0:0/96.</summary>
    private const int BitsBeforeIpv4 = 32 + 96;

    /// <summary>The addresses somebody has: the ports of this node, and VIPs, which are the same on every node.</summary>
    public static ImmutableDictionary<RouteKey, RouteValue> Routes(
        IEnumerable<VipEntry> vips, IEnumerable<PortState> ports, ImmutableDictionary<uint, uint> mtus)
    {
        var routes = ImmutableDictionary.CreateBuilder<RouteKey, RouteValue>();
        foreach (var port in ports)
            routes[new RouteKey(port.Network, port.Address)] = new RouteValue(RouteKind.Port, port.Slot.Index, port.Mtu);
        foreach (var vip in vips)
            routes[new RouteKey(vip.Network, KernelAddress.From(vip.Address))] = new RouteValue(RouteKind.Vip, 0, mtus[vip.Network]);
        return routes.ToImmutable();
    }

    /// <summary>The address spaces, and the sites beyond gateways. Subnets lie inside the former and are routed alike, so they need no entries.</summary>
    public static ImmutableDictionary<PrefixKey, RouteValue> Prefixes(
        IEnumerable<NetworkEntry> networks, IEnumerable<KeyValuePair<PrefixKey, RouteValue>> sites)
    {
        var prefixes = ImmutableDictionary.CreateBuilder<PrefixKey, RouteValue>();
        foreach (var (site, route) in sites)
            prefixes[site] = route;
        foreach (var network in networks)
        {
            foreach (var space in network.AddressSpace)
                prefixes[Key(network.Slot.Index, space)] = new RouteValue(RouteKind.Network, 0, (uint)network.Mtu);
        }

        return prefixes.ToImmutable();
    }

    public static PrefixKey Key(uint network, Ipv4Prefix prefix) =>
        new((uint)(BitsBeforeIpv4 + prefix.Length), network, KernelAddress.From(Ipv4Prefix.ToAddress(prefix.First)));
}
