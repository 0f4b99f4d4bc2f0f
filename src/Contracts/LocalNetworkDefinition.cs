using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>A site outside that can be connected.</summary>
public sealed class LocalNetworkDefinition
{
    public string? Name { get; set; }

    public List<string>? AddressSpace { get; set; }

    public string? VpnGatewayAddress { get; set; }

    internal static readonly Shape<LocalNetworkDefinition> Shape = new Shape<LocalNetworkDefinition>()
        .Attribute(d => d.Name, "name", required: true)
        .Texts(d => d.AddressSpace, "AddressPrefix")
        .Text(d => d.VpnGatewayAddress, name: "VPNGatewayAddress")
        .InAnyOrder();
}
