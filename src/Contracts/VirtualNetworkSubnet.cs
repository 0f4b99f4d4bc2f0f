using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>A subnet of a virtual network.</summary>
public sealed class VirtualNetworkSubnet
{
    public string? Name { get; set; }

    public string? AddressPrefix { get; set; }

    public string? NetworkSecurityGroup { get; set; }

    internal static readonly Shape<VirtualNetworkSubnet> Shape = new Shape<VirtualNetworkSubnet>()
        .Text(d => d.Name, required: true)
        .Text(d => d.AddressPrefix, required: true)
        .Text(d => d.NetworkSecurityGroup);
}
