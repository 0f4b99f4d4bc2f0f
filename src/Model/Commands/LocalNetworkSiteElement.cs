using System.Collections.Immutable;

namespace Ilb.Model.Commands;

/// <summary>A LocalNetworkSite of the network configuration: a network on premises.</summary>
public sealed record LocalNetworkSiteElement(string? Name, ImmutableArray<string> AddressPrefixes, string? VpnGatewayAddress);
