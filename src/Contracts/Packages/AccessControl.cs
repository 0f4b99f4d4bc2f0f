using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>Rules that endpoints name.</summary>
public sealed class AccessControl
{
    public string? Name { get; set; }

    public List<AccessRule> Rules { get; set; } = [];

    internal static readonly Shape<AccessControl> Shape = new Shape<AccessControl>()
        .Attribute(d => d.Name, "name", required: true)
        .Items(d => d.Rules, "Rule", AccessRule.Shape);
}
