using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>A subnet.</summary>
public sealed class SubnetName
{
    public string? Name { get; set; }

    internal static readonly Shape<SubnetName> Shape = new Shape<SubnetName>()
        .Attribute(d => d.Name, "name", required: true);
}
