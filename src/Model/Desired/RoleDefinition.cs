using System.Collections.Immutable;

namespace Ilb.Model.Desired;

/// <summary>A web role or a worker role of a package.</summary>
/// <param name="IsWeb">Which of the two it was called; both run a program.</param>
/// <param name="CommandLine">Of its ProgramEntryPoint; null when it has none.</param>
/// <param name="Settings">Names that the configuration gives values.</param>
public sealed record RoleDefinition(
    string Name,
    bool IsWeb,
    string? Size,
    string? CommandLine,
    ImmutableSortedDictionary<string, string> Environment,
    ImmutableArray<string> Settings,
    ImmutableArray<EndpointDefinition> Endpoints)
{
    /// <summary>The element, for messages.</summary>
    public string Path => $"{(IsWeb ? "WebRole" : "WorkerRole")}[{Name}]";

    public override string ToString() => Name;
}
