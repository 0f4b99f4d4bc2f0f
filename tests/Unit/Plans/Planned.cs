using System.Collections.Immutable;
using Ilb.Model.Commands;
using Ilb.Model.Projection;
using Ilb.Model.Snapshots;
using Ilb.Unit.Decisions;

namespace Ilb.Unit.Plans;

/// <summary>Snapshots of a world all of whose backends are up.</summary>
internal static class Planned
{
    public static Snapshot Snapshot(this World world) => SnapshotProjection.Project(
        1,
        world.State,
        new EffectiveHealth(world.State.Allocations.Backends.Used.Values.ToImmutableDictionary(slot => slot, _ => BackendState.Up), []),
        World.PublicSpace);

    public static AddRole Add(RoleRequest role) => new(World.Tenant, World.Service, World.DeploymentName, role);

    public static DeleteRole Delete(string name) => new(World.Tenant, World.Service, World.DeploymentName, name);
}
