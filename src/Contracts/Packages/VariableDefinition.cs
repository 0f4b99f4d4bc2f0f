using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>An environment variable.</summary>
public sealed class VariableDefinition
{
    public string? Name { get; set; }

    public string? Value { get; set; }

    /// <summary>Elements of this one that are accepted and not used.</summary>
    public List<string> Unused { get; set; } = [];

    internal static readonly Shape<VariableDefinition> Shape = new Shape<VariableDefinition>()
        .Attribute(d => d.Name, "name", required: true)
        .Attribute(d => d.Value, "value")
        .Unused(d => d.Unused, "RoleInstanceValue");
}
