using System.Collections.Generic;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>A virtual network.</summary>
public sealed class VirtualNetworkSiteContext : ManagementOperationContext
{
    public List<string> AddressSpacePrefixes { get; set; } = [];

    /// <summary>Empty where an affinity group binds it.</summary>
    public string? Location { get; set; }

    public string? AffinityGroup { get; set; }

    public List<DnsServer> DnsServers { get; set; } = [];

    /// <summary>What the network configuration calls the gateway's size.</summary>
    public string? GatewayProfile { get; set; }

    /// <summary>What its gateway connects it to.</summary>
    public List<LocalNetworkSite> GatewaySites { get; set; } = [];

    public string? Id { get; set; }

    /// <summary>Whether a deployment or a gateway is in it.</summary>
    public bool InUse { get; set; }

    public string? Label { get; set; }

    public string? Name { get; set; }

    public string? State { get; set; }

    public List<VirtualNetworkSubnet> Subnets { get; set; } = [];
}
