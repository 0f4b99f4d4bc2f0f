using System.Collections.Immutable;

namespace Ilb.Model.Desired;

/// <summary>A role as its package has it. After the upgrade of another role that is still the package before.</summary>
/// <param name="Package">SHA-256 of the file, 64 hex digits: where the packages are kept, its name.</param>
/// <param name="Probes">Those of the package, which the endpoints of the role name.</param>
public sealed record DeployedRole(string Package, RoleDefinition Definition, ImmutableArray<ProbeDefinition> Probes)
{
    public static ImmutableArray<DeployedRole> Of(string package, ServiceDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return [.. definition.Roles.Select(role => new DeployedRole(package, role, definition.Probes))];
    }

    public ProbeDefinition? Probe(string? name) => Probes.FirstOrDefault(p => Named.Same(p.Name, name));

    public override string ToString() => $"{Definition} of {Package[..12]}";
}
