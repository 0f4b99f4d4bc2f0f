using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Names a local network site.</summary>
public sealed class LocalNetworkReference
{
    public string? Name { get; set; }

    internal static readonly Shape<LocalNetworkReference> Shape = new Shape<LocalNetworkReference>()
        .Attribute(d => d.Name, "name", required: true)
        .Ignored("Connection");
}
