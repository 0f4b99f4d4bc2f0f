using System.Collections.Immutable;
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
        [.. gateway.Connections.SelectMany(connection => Tunnels(subscription.Network!, connection))])
    {
        Restarts = gateway.Restarts,
    };

    /// <summary>None while nobody knows where the site's gateway is.</summary>
    private static IEnumerable<TunnelEntry> Tunnels(NetworkConfiguration configuration, SiteConnection connection)
    {
        if (configuration.LocalNetworkSite(connection.Site) is { GatewayAddress: { } peer } site)
            yield return new TunnelEntry(site.Name, peer, site.AddressSpace, connection.Policy, connection.IsConnected)
            {
                SharedKey = connection.SharedKey,
            };
    }
}
