using System.Collections.Generic;
using Ilb.Contracts.Xml;

namespace Ilb.Contracts.Packages;

/// <summary>The program of a role.</summary>
public sealed class EntryPointDefinition
{
    public ProgramEntryPoint? ProgramEntryPoint { get; set; }

    /// <summary>Elements of this one that are accepted and not used.</summary>
    public List<string> Unused { get; set; } = [];

    internal static readonly Shape<EntryPointDefinition> Shape = new Shape<EntryPointDefinition>()
        .Node(d => d.ProgramEntryPoint, ProgramEntryPoint.Shape)
        .Unused(d => d.Unused, "NetFxEntryPoint");
}
