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

    /// <summary>
    /// Packets must have one way to go: no prefix of the network, a peer or a site overlaps with another's, no two sites have one
    /// gateway, and none is where a tunnel leads.
    /// </summary>
    public static void CheckConnected(Change change, VirtualNetwork network, NetworkConfiguration configuration)
    {
        var sites = configuration.LocalNetworkSites.Where(site => network.Sites.Contains(site.Name, Named.Comparer)).ToList();
        var space = Space(network, sites, configuration);
        CheckOverlap(change, space);
        CheckGateways(change, network, sites, space);
        if (change.Subscription.VirtualNetwork(network.Name)?.Gateway is { } gateway)
            CheckOwnAddress(change, network, configuration, gateway.PublicAddress);
    }

    /// <summary>A gateway has no tunnel to itself.</summary>
    public static void CheckOwnAddress(Change change, VirtualNetwork network, NetworkConfiguration configuration, IPAddress own)
    {
        foreach (var site in configuration.LocalNetworkSites.Where(site => network.Sites.Contains(site.Name, Named.Comparer) && own.Equals(site.GatewayAddress)))
            change.Bad(ProblemCode.GatewayAddressInUse, ReferencePath(network, site),
                $"The VPNGatewayAddress {own} of the local network site '{site.Name}' is that of the gateway of '{network.Name}' itself: give the address of the site's.");
    }

    private static List<Connected> Space(VirtualNetwork network, List<LocalNetworkSite> sites, NetworkConfiguration configuration) =>
    [
        .. network.WholeSpace.Select(p => new Connected($"the virtual network '{network.Name}'", $"VirtualNetworkSite[{network.Name}]", p) { IsOwn = true }),
        .. from peer in configuration.PeersOf(network)
           let names = network.Peers.Contains(peer.Name, Named.Comparer)
           from p in peer.WholeSpace
           select new Connected($"the virtual network '{peer.Name}'", names ? PeeringPath(network, peer) : PeeringPath(peer, network), p) { IsNamedThere = !names },
        .. from site in sites
           from p in site.AddressSpace
           select new Connected($"the local network site '{site.Name}'", ReferencePath(network, site), p),
    ];

    private static void CheckOverlap(Change change, List<Connected> space)
    {
        var overlaps = Overlaps.Of(space, p => p.Prefix).Where(pair => pair.Wide.Owner != pair.Other.Owner);
        foreach (var (wide, other) in overlaps.Where(pair => !IsToldThere(pair.Wide, pair.Other) && !IsToldThere(pair.Other, pair.Wide)))
            change.Bad(ProblemCode.ConnectedPrefixesOverlap, wide.IsOwn ? other.Path : wide.Path,
                $"{other.Prefix} of {other.Owner} overlaps with {wide.Prefix} of {wide.Owner}: networks that are connected need prefixes of their own.");
    }

    /// <summary>Of two networks the one that names the other is judged with it, and says so once.</summary>
    private static bool IsToldThere(Connected one, Connected other) => one.IsOwn && other.IsNamedThere;

    private static void CheckGateways(Change change, VirtualNetwork network, List<LocalNetworkSite> sites, List<Connected> space)
    {
        foreach (var same in sites.Where(s => s.GatewayAddress is not null).GroupBy(s => s.GatewayAddress).Where(g => g.Count() > 1))
            change.Bad(ProblemCode.GatewayAddressInUse, ReferencePath(network, same.Last()),
                $"{Sentences.And([.. same.Select(s => $"'{s.Name}'")])} have the same VPNGatewayAddress {same.Key}: "
                + $"a network connects to a gateway once. Put their prefixes into one local network site, or connect '{network.Name}' to one of them.");
        foreach (var site in sites)
            // Within its own prefixes it was told already, whoever connects to it.
            if (space.FirstOrDefault(p => site.GatewayAddress is { } address && p.Prefix.Contains(address) && p.Path != ReferencePath(network, site)) is { } place)
                change.Bad(ProblemCode.GatewayAddressInside, ReferencePath(network, site),
                    $"The VPNGatewayAddress {site.GatewayAddress} of the local network site '{site.Name}' is in {place.Prefix} of {place.Owner}: "
                    + "a tunnel can't end within what is connected. Give the address that the site's gateway has outside.");
    }

    private static string ReferencePath(VirtualNetwork network, LocalNetworkSite site) => $"VirtualNetworkSite[{network.Name}]/LocalNetworkSiteRef[{site.Name}]";

    private static string PeeringPath(VirtualNetwork names, VirtualNetwork named) =>
        $"VirtualNetworkSite[{names.Name}]/Peerings/VirtualNetworkSiteRef[{named.Name}]";

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

    /// <summary>A prefix that packets of one network go to.</summary>
    /// <param name="Path">What connects the network to it.</param>
    private sealed record Connected(string Owner, string Path, IpPrefix Prefix)
    {
        /// <summary>The network's own.</summary>
        public bool IsOwn { get; init; }

        /// <summary>A peer's that names this network and is not named by it.</summary>
        public bool IsNamedThere { get; init; }
    }
}
