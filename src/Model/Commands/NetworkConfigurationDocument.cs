using System.Collections.Immutable;

namespace Ilb.Model.Commands;

/// <summary>The network configuration, parsed but not judged.</summary>
/// <param name="Xml">The document exactly as received.</param>
public sealed record NetworkConfigurationDocument(
    string Xml,
    ImmutableArray<DnsServerElement> DnsServers,
    ImmutableArray<LocalNetworkSiteElement> LocalNetworkSites,
    ImmutableArray<VirtualNetworkSiteElement> VirtualNetworkSites)
{
    public static NetworkConfigurationDocument Empty { get; } = new("", [], [], []);
}
