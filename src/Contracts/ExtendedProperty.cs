using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>A name and value that the service keeps for its clients.</summary>
public sealed class ExtendedProperty
{
    public string? Name { get; set; }

    public string? Value { get; set; }

    internal static readonly Shape<ExtendedProperty> Shape = new Shape<ExtendedProperty>()
        .Text(d => d.Name, required: true)
        .Text(d => d.Value);
}
