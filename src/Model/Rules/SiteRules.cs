using System.Collections.Immutable;
using System.Net;
using Ilb.Model.Addressing;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>Local network sites: each of them, and all that one virtual network is connected to among each other.</summary>
internal static class SiteRules
{
    public static ImmutableArray<LocalNetworkSite> Sites(Change change, ImmutableArray<LocalNetworkSiteElement> elements)
    {
        NetworkConfigurationRules.CheckUnique(change, elements.Select(e => e.Name), "LocalNetworkSite", "local network site");
        return [.. elements.Select(element => Site(change, element))];
    }

    /// <summary>Packets must have one way to go: no prefix of the network, a peer or a site overlaps with another's, no two sites have one gateway.</summary>
    public static void CheckConnected(Change change, VirtualNetwork network, NetworkConfiguration configuration)
    {
        var sites = configuration.LocalNetworkSites.Where(site => network.Sites.Contains(site.Name, Named.Comparer)).ToList();
        var own = $"VirtualNetworkSite[{network.Name}]";
        var path = $"{own}/LocalNetworkSiteRef";
        IEnumerable<(string Owner, string Path, Ipv4Prefix Prefix)> prefixes =
        [
            .. network.AddressSpace.Select(p => ($"the virtual network '{network.Name}'", own, p)),
            .. from peer in configuration.PeersOf(network)
               from p in peer.AddressSpace
               select ($"the virtual network '{peer.Name}'", PeeringPath(network, peer), p),
            .. from site in sites
               from p in site.AddressSpace
               select ($"the local network site '{site.Name}'", $"{path}[{site.Name}]", p),
        ];
        var overlaps = Overlaps.Of(prefixes, p => p.Prefix).Where(pair => pair.Wide.Owner != pair.Other.Owner);
        // With a network that is joined to this one and not named here it is told there.
        foreach (var (wide, other) in overlaps.Where(pair => pair.Wide.Path.StartsWith(own, StringComparison.Ordinal) || pair.Other.Path != own)
            .Where(pair => pair.Other.Path.StartsWith(own, StringComparison.Ordinal) || pair.Wide.Path != own))
            change.Bad(ProblemCode.ConnectedPrefixesOverlap, wide.Path == own ? other.Path : wide.Path,
                $"{other.Prefix} of {other.Owner} overlaps with {wide.Prefix} of {wide.Owner}: networks that are connected need prefixes of their own.");
        foreach (var same in sites.Where(s => s.GatewayAddress is not null).GroupBy(s => s.GatewayAddress).Where(g => g.Count() > 1))
            change.Bad(ProblemCode.GatewayAddressInUse, $"{path}[{same.Last().Name}]",
                $"{Sentences.And([.. same.Select(s => $"'{s.Name}'")])} have the same VPNGatewayAddress {same.Key}: "
                + $"a network connects to a gateway once. Put their prefixes into one local network site, or connect '{network.Name}' to one of them.");
    }

    private static string PeeringPath(VirtualNetwork network, VirtualNetwork peer)
    {
        var (names, named) = network.Peers.Contains(peer.Name, Named.Comparer) ? (network, peer) : (peer, network);
        return $"VirtualNetworkSite[{names.Name}]/Peerings/VirtualNetworkSiteRef[{named.Name}]";
    }

    private static LocalNetworkSite Site(Change change, LocalNetworkSiteElement element)
    {
        var path = $"LocalNetworkSite[{element.Name}]";
        NameRules.Other(change, element.Name, path, "local network site");
        var space = VirtualNetworkRules.Prefixes(change, element.AddressPrefixes, path);
        VirtualNetworkRules.CheckOverlap(change, space.Select(p => ($"{path}/AddressPrefix[{p}]", p)), ProblemCode.AddressSpaceOverlaps);
        return new LocalNetworkSite(element.Name ?? "", space, GatewayAddress(change, element, space, $"{path}/VPNGatewayAddress"));
    }

    private static IPAddress? GatewayAddress(Change change, LocalNetworkSiteElement element, ImmutableArray<Ipv4Prefix> space, string path)
    {
        if (string.IsNullOrEmpty(element.VpnGatewayAddress))
            return null;
        if (!Ipv4Prefix.TryParseAddress(element.VpnGatewayAddress, out var address))
            change.Bad(ProblemCode.AddressInvalid, path, $"'{element.VpnGatewayAddress}' is not an IPv4 address such as 203.0.113.7.");
        else if (UnusableAddresses.All.Any(p => p.Contains(address)))
            change.Bad(ProblemCode.AddressReserved, path, $"{address} is no address that a gateway can have; it is one such as 203.0.113.7.");
        else if (space.FirstOrDefault(p => p.Contains(address)) is { Length: > 0 } own)
            change.Bad(ProblemCode.GatewayAddressInside, path,
                $"{address} is in {own} of the same site: what is behind a tunnel can't be where it ends. Give the site's address outside.");
        return address;
    }
}
