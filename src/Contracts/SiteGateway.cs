using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>What the network configuration says of a virtual network's gateway.</summary>
public sealed class SiteGateway
{
    public string? Profile { get; set; }

    public List<LocalNetworkSite>? Sites { get; set; }

    /// <summary>Whether the sites reach each other through the gateway; ilb's own, absent when they do not.</summary>
    public bool? Transit { get; set; }

    internal static readonly Shape<SiteGateway> Shape = new Shape<SiteGateway>()
        .Text(d => d.Profile)
        .List(d => d.Sites, "LocalNetworkSite", LocalNetworkSite.Shape)
        .Ignored("VPNClientAddressPool")
        .Flag(d => d.Transit);
}
