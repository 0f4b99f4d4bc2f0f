using System.Collections.Immutable;

namespace Ilb.Model.Commands;

/// <summary>A VirtualNetworkSite of the network configuration.</summary>
/// <param name="DnsServerRefs">Names of declared DNS servers.</param>
/// <param name="LocalNetworkSiteRefs">Names of declared local network sites that its gateway connects to.</param>
public sealed record VirtualNetworkSiteElement(
    string? Name,
    string? Location,
    string? AffinityGroup,
    ImmutableArray<string> AddressPrefixes,
    ImmutableArray<SubnetElement> Subnets,
    ImmutableArray<string> DnsServerRefs,
    ImmutableArray<string> LocalNetworkSiteRefs)
{
    /// <summary>The profile attribute of its Gateway.</summary>
    public string? GatewayProfile { get; init; }

    /// <summary>The transit attribute of its Gateway, ilb's own.</summary>
    public bool IsTransit { get; init; }

    /// <summary>Names of declared virtual networks that it is joined to without a tunnel.</summary>
    public ImmutableArray<string> PeerRefs { get; init; } = [];
}
