using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>Names a name server.</summary>
public sealed class NameServerReference
{
    public string? Name { get; set; }

    internal static readonly Shape<NameServerReference> Shape = new Shape<NameServerReference>()
        .Attribute(d => d.Name, "name", required: true);
}
