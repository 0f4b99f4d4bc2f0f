using System.Collections.Immutable;
using Ilb.Model.Addressing;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>The network configuration as a whole; each virtual network in <see cref="VirtualNetworkRules"/>, each local network in <see cref="SiteRules"/>, what is in use in <see cref="NetworkUseRules"/>.</summary>
internal static class NetworkConfigurationRules
{
    private const int MostDnsServers = 20;

    public static DesiredState Put(Change change, PutNetworkConfiguration command)
    {
        var document = command.Document;
        var servers = DnsServers(change, document.DnsServers);
        var sites = SiteRules.Sites(change, document.LocalNetworkSites);
        CheckUnique(change, document.VirtualNetworkSites.Select(s => s.Name), "VirtualNetworkSite", "virtual network");
        if (document.VirtualNetworkSites.Length > NetworkLimits.VirtualNetworks)
            change.Bad(ProblemCode.VirtualNetworksTooMany, "VirtualNetworkSites",
                $"{document.VirtualNetworkSites.Length} virtual networks; a subscription has at most {NetworkLimits.VirtualNetworks}.");

        var networks = document.VirtualNetworkSites.Select(site => VirtualNetworkRules.Network(change, site)).ToImmutableArray();
        foreach (var site in document.VirtualNetworkSites)
            CheckReferences(change, site, document);
        if (change.HasProblems)
            return change.State;

        var configuration = new NetworkConfiguration(document.Xml, servers, networks) { LocalNetworkSites = sites };
        foreach (var network in networks)
            SiteRules.CheckConnected(change, network, configuration);
        NetworkUseRules.Check(change, networks);
        return change.State.Put(change.Subscription with
        {
            Network = configuration with { VirtualNetworks = [.. networks.Select(network => GatewayRules.Keep(change, network))] },
        });
    }

    /// <summary>Adds a problem for every name that came before.</summary>
    public static void CheckUnique(Change change, IEnumerable<string?> names, string path, string what)
    {
        var seen = new HashSet<string?>(Named.Comparer);
        foreach (var name in names.Where(name => !seen.Add(name)))
            change.Bad(ProblemCode.NameInUse, $"{path}[{name}]", $"The {what} '{name}' is there twice; names differ in more than case.");
    }

    private static ImmutableArray<DnsServer> DnsServers(Change change, ImmutableArray<DnsServerElement> elements)
    {
        CheckUnique(change, elements.Select(e => e.Name), "DnsServer", "DNS server");
        var servers = ImmutableArray.CreateBuilder<DnsServer>();
        foreach (var element in elements)
        {
            var path = $"DnsServer[{element.Name}]";
            NameRules.Other(change, element.Name, path, "DNS server");
            if (Ipv4Prefix.TryParseAddress(element.IPAddress, out var address))
                servers.Add(new DnsServer(element.Name ?? "", address));
            else
                change.Bad(ProblemCode.AddressInvalid, $"{path}/IPAddress", $"'{element.IPAddress}' is not an IPv4 address such as 10.1.0.4.");
        }

        return servers.ToImmutable();
    }

    private static void CheckReferences(Change change, VirtualNetworkSiteElement site, NetworkConfigurationDocument document)
    {
        var path = $"VirtualNetworkSite[{site.Name}]";
        if (site.DnsServerRefs.Length > MostDnsServers)
            change.Bad(ProblemCode.DnsServersTooMany, $"{path}/DnsServersRef",
                $"{site.DnsServerRefs.Length} DNS servers; a virtual network has at most {MostDnsServers}.");

        CheckDeclared(site.DnsServerRefs, document.DnsServers.Select(s => s.Name), ProblemCode.DnsServerUnknown, "DnsServerRef", "DNS server");
        CheckUnique(change, site.LocalNetworkSiteRefs, $"{path}/LocalNetworkSiteRef", "reference to the local network site");
        CheckDeclared(site.LocalNetworkSiteRefs, document.LocalNetworkSites.Select(s => s.Name), ProblemCode.LocalNetworkSiteUnknown, "LocalNetworkSiteRef", "local network site");
        CheckUnique(change, site.PeerRefs, $"{path}/Peerings/VirtualNetworkSiteRef", "reference to the virtual network");
        CheckDeclared(
            site.PeerRefs, document.VirtualNetworkSites.Where(s => s != site).Select(s => s.Name), ProblemCode.VirtualNetworkUnknown,
            "Peerings/VirtualNetworkSiteRef", "other virtual network");

        void CheckDeclared(ImmutableArray<string> references, IEnumerable<string?> declared, ProblemCode code, string element, string what)
        {
            var known = declared.Select(name => name ?? "").ToList();
            foreach (var name in references.Where(name => !known.Contains(name, Named.Comparer)))
                change.Bad(code, $"{path}/{element}[{name}]", $"The {what} '{name}' is not declared. Declared: {Sentences.List(known)}.");
        }
    }
}
