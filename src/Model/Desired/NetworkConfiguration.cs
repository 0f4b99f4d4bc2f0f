using System.Collections.Immutable;

namespace Ilb.Model.Desired;

/// <summary>The network state of a subscription, replaced as a whole by each put.</summary>
/// <param name="Xml">The document exactly as it was put; get returns it.</param>
public sealed record NetworkConfiguration(
    string Xml,
    ImmutableArray<DnsServer> DnsServers,
    ImmutableArray<VirtualNetwork> VirtualNetworks);
