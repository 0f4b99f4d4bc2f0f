using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>The virtual network of the deployment.</summary>
public sealed class SiteName
{
    public string? Name { get; set; }

    internal static readonly Shape<SiteName> Shape = new Shape<SiteName>()
        .Attribute(d => d.Name, "name", required: true);
}
