using Ilb.Contracts.Xml;

namespace Ilb.Contracts;

/// <summary>A subnet of a virtual network.</summary>
public sealed class SubnetDefinition
{
    public string? Name { get; set; }

    /// <summary>In CIDR notation.</summary>
    public string? AddressPrefix { get; set; }

    internal static readonly Shape<SubnetDefinition> Shape = new Shape<SubnetDefinition>()
        .Attribute(d => d.Name, "name", required: true)
        .Text(d => d.AddressPrefix, required: true);
}
