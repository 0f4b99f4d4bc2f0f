using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>A virtual network as its owner wants it.</summary>
public sealed class VirtualNetworkDefinition
{
    public string? Name { get; set; }

    /// <summary>Makes it regional; else the affinity group binds it.</summary>
    public string? Location { get; set; }

    public string? AffinityGroup { get; set; }

    public List<string>? AddressSpace { get; set; }

    public List<SubnetDefinition>? Subnets { get; set; }

    public List<NameServerReference>? DnsServersRef { get; set; }

    public GatewayDefinition? Gateway { get; set; }

    /// <summary>Virtual networks that it is joined to without a tunnel; ilb's own element.</summary>
    public List<VirtualNetworkReference>? Peerings { get; set; }

    internal static readonly Shape<VirtualNetworkDefinition> Shape = new Shape<VirtualNetworkDefinition>()
        .Attribute(d => d.Name, "name", required: true)
        .Attribute(d => d.Location, "Location")
        .Attribute(d => d.AffinityGroup, "AffinityGroup")
        .Texts(d => d.AddressSpace, "AddressPrefix", required: true)
        .List(d => d.Subnets, "Subnet", SubnetDefinition.Shape)
        .List(d => d.DnsServersRef, "DnsServerRef", NameServerReference.Shape)
        .Node(d => d.Gateway, GatewayDefinition.Shape)
        .List(d => d.Peerings, "VirtualNetworkSiteRef", VirtualNetworkReference.Shape)
        .InAnyOrder();
}
