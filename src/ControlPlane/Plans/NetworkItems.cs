using Ilb.Model.Desired;

namespace Ilb.ControlPlane.Plans;

/// <summary>What the network configuration of a subscription says, and its gateways; pure.</summary>
internal static class NetworkItems
{
    public static IEnumerable<PlanItem> Of(SubscriptionState subscription) =>
    [
        .. from network in subscription.Network?.VirtualNetworks ?? []
           select Item(subscription.Network!, network),
        .. from site in subscription.Network?.LocalNetworkSites ?? []
           select PlanItems.Item("site", site.Name, ("prefixes", string.Join(", ", site.AddressSpace)), ("gateway", site.GatewayAddress?.ToString())),
        .. from network in subscription.Network?.VirtualNetworks ?? []
           let gateway = network.Gateway
           where gateway is not null
           select Item(network, gateway),
        .. from network in subscription.Network?.VirtualNetworks ?? []
           from connection in network.Gateway?.Connections ?? []
           select Item(network, connection),
    ];

    private static PlanItem Item(NetworkConfiguration configuration, VirtualNetwork network) => PlanItems.Item(
        "network", network.Name,
        ("address space", string.Join(", ", network.WholeSpace)),
        ("subnets", string.Join(", ", network.Subnets)),
        ("location", network.Location),
        ("affinity group", network.AffinityGroup),
        ("joined to", string.Join(", ", configuration.PeersOf(network).Select(peer => peer.Name))),
        ("sites", string.Join(", ", network.Sites)),
        ("sites reach each other", network.IsTransit ? "yes" : null),
        ("name servers", string.Join(", ", from name in network.DnsServers
                                           from server in configuration.DnsServers
                                           where Named.Same(server.Name, name)
                                           select server.Address)));

    private static PlanItem Item(VirtualNetwork network, Gateway gateway) => PlanItems.Item(
        "gateway", network.Name,
        ("address", gateway.Address.ToString()),
        ("public address", gateway.PublicAddress.ToString()),
        ("type", gateway.Type),
        ("size", gateway.Size),
        ("restarts", gateway.Restarts == 0 ? null : PlanItems.Number(gateway.Restarts)));

    private static PlanItem Item(VirtualNetwork network, SiteConnection connection)
    {
        var item = PlanItems.Item(
            "connection", $"{network.Name} to {connection.Site}",
            ("connected", connection.IsConnected ? "yes" : "no"),
            ("proposals", connection.Policy.Proposals.ToString()),
            ("key lifetime", $"{connection.Policy.KeyLifetime}"),
            ("key kilobytes", $"{connection.Policy.KeyKilobytes}"));
        return item with { Attributes = [.. item.Attributes, new PlanAttribute("shared key", connection.SharedKey) { IsSecret = true }] };
    }
}
