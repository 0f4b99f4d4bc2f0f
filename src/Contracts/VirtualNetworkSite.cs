using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>A virtual network as the service tells of it.</summary>
public sealed class VirtualNetworkSite
{
    public string? Name { get; set; }

    public string? Label { get; set; }

    public string? Id { get; set; }

    public string? AffinityGroup { get; set; }

    public string? State { get; set; }

    /// <summary>Whether a deployment or a gateway is in it.</summary>
    public bool? InUse { get; set; }

    public AddressSpace? AddressSpace { get; set; }

    public List<VirtualNetworkSubnet>? Subnets { get; set; }

    public DnsSettings? Dns { get; set; }

    public SiteGateway? Gateway { get; set; }

    public string? Location { get; set; }

    internal static readonly Shape<VirtualNetworkSite> Shape = new Shape<VirtualNetworkSite>()
        .Text(d => d.Name, required: true)
        .Text(d => d.Label)
        .Text(d => d.Id)
        .Text(d => d.AffinityGroup)
        .Text(d => d.State)
        .Flag(d => d.InUse)
        .Node(d => d.AddressSpace, AddressSpace.Shape)
        .List(d => d.Subnets, "Subnet", VirtualNetworkSubnet.Shape)
        .Node(d => d.Dns, DnsSettings.Shape)
        .Node(d => d.Gateway, SiteGateway.Shape)
        .Text(d => d.Location);
}
