using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Name servers, sites outside and virtual networks.</summary>
public sealed class VirtualNetworkConfiguration
{
    public NameServers? Dns { get; set; }

    public List<LocalNetworkDefinition>? LocalNetworkSites { get; set; }

    public List<VirtualNetworkDefinition>? VirtualNetworkSites { get; set; }

    internal static readonly Shape<VirtualNetworkConfiguration> Shape = new Shape<VirtualNetworkConfiguration>()
        .Node(d => d.Dns, NameServers.Shape)
        .List(d => d.LocalNetworkSites, "LocalNetworkSite", LocalNetworkDefinition.Shape)
        .List(d => d.VirtualNetworkSites, "VirtualNetworkSite", VirtualNetworkDefinition.Shape)
        .InAnyOrder();
}
