using System.Collections.Immutable;
using Ilb.Model.Addressing;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>One virtual network: its place, address space and subnets.</summary>
internal static class VirtualNetworkRules
{
    private const int LargestSubnet = 8;
    private const int SmallestSubnet = 29;

    public static VirtualNetwork Network(Change change, VirtualNetworkSiteElement site)
    {
        var path = $"VirtualNetworkSite[{site.Name}]";
        NameRules.Other(change, site.Name, path, "virtual network");
        var (location, group) = LocationRules.Place(change, site.Location, site.AffinityGroup, path);
        var ipv6 = Ipv6Rules.Prefix(change, site.AddressPrefixes, path, out var ipv4);
        var space = Prefixes(change, ipv4, path);
        CheckOverlap(change, space.Select(p => ($"{path}/AddressPrefix[{p}]", p)), ProblemCode.AddressSpaceOverlaps);
        var subnets = Subnets(change, site.Subnets, space, path);
        var id = change.Subscription.VirtualNetwork(site.Name)?.Id ?? DerivedId.For(change.Context.Operation, $"network {site.Name}");
        return new VirtualNetwork(id, site.Name ?? "", location, group, space, subnets, site.DnsServerRefs)
        {
            Sites = site.LocalNetworkSiteRefs,
            GatewayProfile = site.GatewayProfile,
            IsTransit = site.IsTransit,
            Peers = site.PeerRefs,
            Ipv6 = ipv6,
        };
    }

    /// <summary>The IPv4 prefixes of an address space; at least one.</summary>
    public static ImmutableArray<Ipv4Prefix> Prefixes(Change change, ImmutableArray<string> texts, string path)
    {
        if (texts.IsEmpty)
            change.Bad(ProblemCode.AddressSpaceMissing, $"{path}/AddressSpace", "An address space has at least one IPv4 AddressPrefix such as 10.0.0.0/16.");

        var prefixes = ImmutableArray.CreateBuilder<Ipv4Prefix>();
        foreach (var text in texts)
        {
            var at = $"{path}/AddressPrefix[{text}]";
            if (Prefix(change, text, at) is not { } prefix)
                continue;
            prefixes.Add(prefix);
            if (UnusableAddresses.All.Where(prefix.Overlaps).ToList() is { Count: > 0 } reserved)
                change.Bad(ProblemCode.AddressSpaceReserved, at, $"{prefix} contains addresses that no network may use: {reserved[0]}.");
        }

        return prefixes.ToImmutable();
    }

    private static Ipv4Prefix? Prefix(Change change, string? text, string path)
    {
        if (Ipv4Prefix.TryParse(text, out var prefix))
            return prefix;
        change.Bad(ProblemCode.PrefixInvalid, path,
            $"'{text}' is not an IPv4 prefix such as 10.1.0.0/16 (all bits behind the length are zero).");
        return null;
    }

    private static ImmutableArray<Subnet> Subnets(
        Change change, ImmutableArray<SubnetElement> elements, ImmutableArray<Ipv4Prefix> space, string network)
    {
        NetworkConfigurationRules.CheckUnique(change, elements.Select(e => e.Name), $"{network}/Subnet", "subnet");
        var subnets = ImmutableArray.CreateBuilder<Subnet>();
        foreach (var element in elements)
        {
            var path = $"{network}/Subnet[{element.Name}]";
            NameRules.Other(change, element.Name, path, "subnet");
            if (Prefix(change, element.AddressPrefix, $"{path}/AddressPrefix") is not { } prefix)
                continue;
            subnets.Add(new Subnet(element.Name ?? "", prefix));
            if (prefix.Length is < LargestSubnet or > SmallestSubnet)
                change.Bad(ProblemCode.SubnetSizeOutOfRange, $"{path}/AddressPrefix",
                    $"{prefix}: a subnet is at most a /{LargestSubnet} and at least a /{SmallestSubnet} (five addresses of each are reserved).");
            if (!space.Any(p => p.Contains(prefix)))
                change.Bad(ProblemCode.SubnetOutsideAddressSpace, $"{path}/AddressPrefix",
                    $"{prefix} is in none of the network's address prefixes: {Sentences.List(space.Select(p => p.ToString()))}.");
        }

        CheckOverlap(change, subnets.Select(s => ($"{network}/Subnet[{s.Name}]", s.Prefix)), ProblemCode.SubnetOverlaps);
        return subnets.ToImmutable();
    }

    public static void CheckOverlap(Change change, IEnumerable<(string Path, Ipv4Prefix Prefix)> prefixes, ProblemCode code)
    {
        foreach (var (wide, other) in Overlaps.Of(prefixes, p => p.Prefix))
            change.Bad(code, other.Path, $"{other.Prefix} overlaps with {wide.Prefix} of {wide.Path}.");
    }
}
