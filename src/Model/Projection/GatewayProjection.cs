using System.Collections.Immutable;
using Ilb.Model.Addressing;
using Ilb.Model.Desired;
using Ilb.Model.Snapshots;

namespace Ilb.Model.Projection;

/// <summary>The gateways of a state as agents get them.</summary>
internal static class GatewayProjection
{
    public static ImmutableArray<GatewayEntry> Of(DesiredState state)
    {
        var gateways =
            from subscription in state.Subscriptions
            from network in subscription.Network?.VirtualNetworks ?? []
            let gateway = network.Gateway
            where gateway is not null
            select Entry(state, subscription, network, gateway);
        return [.. gateways.OrderBy(g => g.Port.Index)];
    }

    private static GatewayEntry Entry(DesiredState state, SubscriptionState subscription, VirtualNetwork network, Gateway gateway) => new(
        state.Allocations.Ports.Used[AllocationKeys.GatewayPort(subscription, network)],
        subscription.Id,
        network.Name,
        state.Allocations.Networks.Used[AllocationKeys.Network(subscription, network)].Index,
        gateway.Node,
        gateway.Address,
        network.Subnet(Subnet.GatewayName)!.Prefix,
        gateway.PublicAddress,
        network.AddressSpace,
        [.. gateway.Connections.SelectMany(connection => Tunnels(subscription.Network!, network, connection))])
    {
        Restarts = gateway.Restarts,
    };

    /// <summary>None while nobody knows where the site's gateway is.</summary>
    private static IEnumerable<TunnelEntry> Tunnels(NetworkConfiguration configuration, VirtualNetwork network, SiteConnection connection)
    {
        if (configuration.LocalNetworkSite(connection.Site) is { GatewayAddress: { } peer } site)
            yield return new TunnelEntry(site.Name, peer, site.AddressSpace, connection.Policy, connection.IsConnected)
            {
                SharedKey = connection.SharedKey,
                TransitPrefixes = network.IsTransit ? [.. Others(configuration, network, site)] : [],
            };
    }

    /// <summary>Those that are disconnected, too: a tunnel does not end for another one's sake, and there is no way to them.</summary>
    private static IEnumerable<Ipv4Prefix> Others(NetworkConfiguration configuration, VirtualNetwork network, LocalNetworkSite site) =>
        from name in network.Sites
        let other = configuration.LocalNetworkSite(name)
        where other is not null && other != site
        from prefix in other.AddressSpace
        select prefix;
}
