using System.Collections.Immutable;

namespace Ilb.Model.Desired;

/// <summary>What a package says of its roles: its .csdef file, in which numbers and names are not checked yet.</summary>
public sealed record ServiceDefinition(ImmutableArray<RoleDefinition> Roles, ImmutableArray<ProbeDefinition> Probes)
{
    public RoleDefinition? Role(string? name) => Roles.FirstOrDefault(r => Named.Same(r.Name, name));

    public ProbeDefinition? Probe(string? name) => Probes.FirstOrDefault(p => Named.Same(p.Name, name));

    public override string ToString() => string.Join(", ", Roles);
}
