using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Which sites a virtual network's gateway connects it to.</summary>
public sealed class GatewayDefinition
{
    public string? Profile { get; set; }

    public List<LocalNetworkReference>? ConnectionsToLocalNetwork { get; set; }

    internal static readonly Shape<GatewayDefinition> Shape = new Shape<GatewayDefinition>()
        .Attribute(d => d.Profile, "profile")
        .Ignored("VPNClientAddressPool")
        .List(d => d.ConnectionsToLocalNetwork, "LocalNetworkSiteRef", LocalNetworkReference.Shape)
        .InAnyOrder();
}
