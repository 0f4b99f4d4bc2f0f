using Ilb.Model.Addressing;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>What a network configuration that was judged before there were gateways says of sites.</summary>
public static class SiteRecord
{
    public static NetworkConfiguration Complete(NetworkConfiguration configuration, NetworkConfigurationDocument document)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(document);
        return configuration with
        {
            LocalNetworkSites = [.. document.LocalNetworkSites.Select(Site)],
            VirtualNetworks = [.. configuration.VirtualNetworks.Select(network =>
                document.VirtualNetworkSites.FirstOrDefault(site => Named.Same(site.Name, network.Name)) is { } site
                    ? network with { Sites = site.LocalNetworkSiteRefs, GatewayProfile = site.GatewayProfile }
                    : network)],
        };
    }

    private static LocalNetworkSite Site(LocalNetworkSiteElement site) => new(
        site.Name ?? "",
        [.. site.AddressPrefixes.Where(prefix => Ipv4Prefix.TryParse(prefix, out _)).Select(Ipv4Prefix.Parse)],
        Ipv4Prefix.TryParseAddress(site.VpnGatewayAddress, out var address) ? address : null);
}
