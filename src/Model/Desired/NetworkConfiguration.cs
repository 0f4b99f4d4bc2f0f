using System.Collections.Immutable;

namespace Ilb.Model.Desired;

/// <summary>The network state of a subscription, replaced as a whole by each put.</summary>
/// <param name="Xml">The document exactly as it was put; get returns it.</param>
public sealed record NetworkConfiguration(
    string Xml,
    ImmutableArray<DnsServer> DnsServers,
    ImmutableArray<VirtualNetwork> VirtualNetworks)
{
    public ImmutableArray<LocalNetworkSite> LocalNetworkSites { get; init; } = [];

    public LocalNetworkSite? LocalNetworkSite(string? name) => LocalNetworkSites.FirstOrDefault(s => Named.Same(s.Name, name));

    /// <summary>The virtual networks that one is joined to, whichever of the two says so.</summary>
    public IEnumerable<VirtualNetwork> PeersOf(VirtualNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return VirtualNetworks.Where(other => network.Peers.Contains(other.Name, Named.Comparer) || other.Peers.Contains(network.Name, Named.Comparer));
    }

    public NetworkConfiguration Put(VirtualNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return this with { VirtualNetworks = VirtualNetworks.Put(network, n => Named.Same(n.Name, network.Name)) };
    }

    public override string ToString() => $"{VirtualNetworks.Length} virtual networks, {LocalNetworkSites.Length} local network sites";
}
