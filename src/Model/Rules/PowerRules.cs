using System.Collections.Immutable;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>Starting, stopping, restarting. Asking for what already is so is no mistake.</summary>
internal static class PowerRules
{
    public static DesiredState Start(Change change, StartRoles command) =>
        ForEach(change, command, command.Names, role => role with { Power = Power.Started });

    public static DesiredState Stop(Change change, StopRoles command) =>
        ForEach(change, command, command.Names, role => role with
        {
            Power = command.StayProvisioned ? Power.Stopped : Power.StoppedDeallocated,
        });

    /// <summary>A stopped machine is started.</summary>
    public static DesiredState Restart(Change change, RestartRoles command) => ForEach(change, command, command.Names, role =>
    {
        if (role.IsAttached)
            change.Conflict(ProblemCode.MachineIsAttached, $"Role[{role.Name}]",
                $"ilb runs no process of '{role.Name}', so it can't restart one: restart what the machine is attached to.");
        return role with { Power = Power.Started, Restarts = role.Restarts + 1 };
    });

    private static DesiredState ForEach(
        Change change, DeploymentCommand command, ImmutableArray<string> names, Func<VirtualMachine, VirtualMachine> alter)
    {
        if (DeploymentRules.Find(change, command) is not var (service, deployment))
            return change.State;
        if (names.IsEmpty)
            change.Bad(ProblemCode.RolesMissing, "Roles", "At least one machine's Name is needed.");
        foreach (var name in names)
            if (RoleRules.Find(change, deployment, name) is { } role)
                deployment = deployment.Put(alter(role));
        return DeploymentRules.Store(change, service, deployment);
    }
}
