using Ilb.Model.Desired;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

internal static class NetworkAnswer
{
    public static Wire.VirtualNetworkSiteList Of(SubscriptionState subscription) =>
        new() { Sites = [.. (subscription.Network?.VirtualNetworks ?? []).Select(network => Of(subscription, subscription.Network!, network))] };

    private static Wire.VirtualNetworkSite Of(SubscriptionState subscription, NetworkConfiguration configuration, VirtualNetwork network) => new()
    {
        Name = network.Name,
        Id = network.Id.ToString("D"),
        AffinityGroup = network.AffinityGroup,
        State = "Created",
        InUse = network.Gateway is not null || subscription.CloudServices.Any(service => service.Deployments.Any(d => Named.Same(d.VirtualNetwork, network.Name))),
        AddressSpace = new Wire.AddressSpace { AddressPrefixes = [.. network.WholeSpace.Select(prefix => prefix.ToString())] },
        Subnets = [.. network.Subnets.Select(subnet =>
            new Wire.VirtualNetworkSubnet { Name = subnet.Name, AddressPrefix = subnet.Prefix.ToString() })],
        Dns = network.DnsServers.IsEmpty ? null : new Wire.DnsSettings { DnsServers = [.. Servers(configuration, network)] },
        Gateway = network.Sites.IsEmpty && network.GatewayProfile is null ? null : Gateway(configuration, network),
        Location = network.Location,
    };

    private static Wire.SiteGateway Gateway(NetworkConfiguration configuration, VirtualNetwork network) => new()
    {
        Profile = network.GatewayProfile,
        Sites = [.. network.Sites.Select(configuration.LocalNetworkSite).OfType<LocalNetworkSite>().Select(site => new Wire.LocalNetworkSite
        {
            Name = site.Name,
            VpnGatewayAddress = site.GatewayAddress?.ToString(),
            AddressSpace = new Wire.AddressSpace { AddressPrefixes = [.. site.AddressSpace.Select(prefix => prefix.ToString())] },
            Connections = [new Wire.SiteConnectionKind { Type = "IPsec" }],
        })],
        Transit = network.IsTransit ? true : null,
    };

    private static IEnumerable<Wire.DnsServer> Servers(NetworkConfiguration configuration, VirtualNetwork network) =>
        from name in network.DnsServers
        from server in configuration.DnsServers
        where Named.Same(server.Name, name)
        select new Wire.DnsServer { Name = server.Name, Address = server.Address.ToString() };
}
