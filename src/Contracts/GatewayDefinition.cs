using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Which sites a virtual network's gateway connects it to.</summary>
public sealed class GatewayDefinition
{
    public string? Profile { get; set; }

    /// <summary>Whether the sites reach each other through the gateway; ilb's own attribute.</summary>
    public bool? Transit { get; set; }

    public List<LocalNetworkReference>? ConnectionsToLocalNetwork { get; set; }

    internal static readonly Shape<GatewayDefinition> Shape = new Shape<GatewayDefinition>()
        .Attribute(d => d.Profile, "profile")
        .FlagAttribute(d => d.Transit, "transit")
        .Ignored("VPNClientAddressPool")
        .List(d => d.ConnectionsToLocalNetwork, "LocalNetworkSiteRef", LocalNetworkReference.Shape)
        .InAnyOrder();
}
