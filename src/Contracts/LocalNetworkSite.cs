using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>A site that a virtual network connects to, as the service tells of it.</summary>
public sealed class LocalNetworkSite
{
    public string? Name { get; set; }

    /// <summary>Where the site's own gateway is.</summary>
    public string? VpnGatewayAddress { get; set; }

    public AddressSpace? AddressSpace { get; set; }

    public List<SiteConnectionKind>? Connections { get; set; }

    internal static readonly Shape<LocalNetworkSite> Shape = new Shape<LocalNetworkSite>()
        .Text(d => d.Name)
        .Text(d => d.VpnGatewayAddress)
        .Node(d => d.AddressSpace, AddressSpace.Shape)
        .List(d => d.Connections, "Connection", SiteConnectionKind.Shape);
}
