using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>The gateway of a virtual network, also while there is none.</summary>
public sealed class Gateway
{
    /// <summary>NotProvisioned, Provisioning, Provisioned or Deprovisioning.</summary>
    public string? State { get; set; }

    /// <summary>Its address outside.</summary>
    public string? VipAddress { get; set; }

    public GatewayEvent? LastEvent { get; set; }

    public string? GatewayType { get; set; }

    public string? GatewaySize { get; set; }

    /// <summary>Always empty: nothing is routed to a site but its prefixes.</summary>
    public List<string>? DefaultSites { get; set; }

    internal static readonly Shape<Gateway> Shape = new Shape<Gateway>()
        .Text(d => d.State)
        .Text(d => d.VipAddress, name: "VIPAddress")
        .Node(d => d.LastEvent, GatewayEvent.Shape)
        .Text(d => d.GatewayType)
        .Text(d => d.GatewaySize)
        .Texts(d => d.DefaultSites, "string");
}
