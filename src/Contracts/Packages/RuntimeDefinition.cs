using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>How a role starts.</summary>
public sealed class RuntimeDefinition
{
    /// <summary>"limited" or "elevated".</summary>
    public string? ExecutionContext { get; set; }

    public List<VariableDefinition>? Environment { get; set; }

    public EntryPointDefinition? EntryPoint { get; set; }

    internal static readonly Shape<RuntimeDefinition> Shape = new Shape<RuntimeDefinition>()
        .Attribute(d => d.ExecutionContext, "executionContext")
        .List(d => d.Environment, "Variable", VariableDefinition.Shape)
        .Node(d => d.EntryPoint, EntryPointDefinition.Shape)
        .InAnyOrder();
}
