using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Names a virtual network of the same configuration.</summary>
public sealed class VirtualNetworkReference
{
    public string? Name { get; set; }

    internal static readonly Shape<VirtualNetworkReference> Shape = new Shape<VirtualNetworkReference>()
        .Attribute(d => d.Name, "name", required: true);
}
