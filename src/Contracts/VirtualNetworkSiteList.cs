using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>All virtual networks.</summary>
public sealed class VirtualNetworkSiteList
{
    public List<VirtualNetworkSite> Sites { get; set; } = [];

    internal static readonly Shape<VirtualNetworkSiteList> Shape = new Shape<VirtualNetworkSiteList>()
        .Items(d => d.Sites, "VirtualNetworkSite", VirtualNetworkSite.Shape);
}
