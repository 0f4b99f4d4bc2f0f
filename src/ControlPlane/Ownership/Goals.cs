using Ilb.ControlPlane.Operations;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.ControlPlane.Ownership;

/// <summary>Which machines a command is about, and what has to be seen of them before its operation succeeds.</summary>
internal static class Goals
{
    public static IReadOnlyList<MachineGoal> Of(DesiredState state, Command command) => command switch
    {
        CreateDeployment c => Machines(state, c.Subscription, c.CloudService, c.Name, null, MachineGoalKind.Running),
        CreatePackageDeployment { Start: true } c => Machines(state, c.Subscription, c.CloudService, c.Name, null, MachineGoalKind.Running),
        ConfigureDeployment or SetDeploymentStatus => AsWanted(state, (DeploymentCommand)command, null, MachineGoalKind.Running),
        UpgradeDeployment c => AsWanted(state, c, c.Role, MachineGoalKind.Restarted),
        AddRole c => Machines(state, c.Subscription, c.CloudService, c.Deployment, [c.Role.Name ?? ""], MachineGoalKind.Running),
        StartRoles c => Machines(state, c.Subscription, c.CloudService, c.Deployment, c.Names, MachineGoalKind.Running),
        RestartRoles c => Machines(state, c.Subscription, c.CloudService, c.Deployment, c.Names, MachineGoalKind.Restarted),
        StopRoles c => Machines(state, c.Subscription, c.CloudService, c.Deployment, c.Names, MachineGoalKind.Stopped),
        AttachMachine c => Machine(state, c.Machine, MachineGoalKind.Attached),
        DetachMachine c => Machine(state, c.Machine, MachineGoalKind.Detached),
        _ => [],
    };

    /// <summary>Of any subscription; of one that is stopped nothing is to be seen.</summary>
    private static IReadOnlyList<MachineGoal> Machine(DesiredState state, string fullName, MachineGoalKind kind) =>
    [
        .. from subscription in state.Subscriptions
           from service in subscription.CloudServices
           from deployment in service.Deployments
           from role in deployment.Roles
           where role.Power == Power.Started && Named.Same($"{LoadBalancedSet.PlaceName(service, deployment)}/{role.Name}", fullName)
           let port = state.Allocations.Ports.Used[AllocationKeys.Port(subscription, service, deployment, role)]
           select new MachineGoal(fullName, port, kind),
    ];

    /// <summary>The instances of a role, or of all: running in this way, or stopped where somebody wanted that before.</summary>
    private static IReadOnlyList<MachineGoal> AsWanted(DesiredState state, DeploymentCommand command, string? role, MachineGoalKind running)
    {
        var deployment = state.Subscription(command.Subscription)?.CloudService(command.CloudService)?.Deployment(command.Deployment);
        return
        [
            .. from machine in deployment?.Roles ?? []
               where role is null || Named.Same(machine.Program?.Role, role)
               let kind = machine.Power == Power.Started ? running : MachineGoalKind.Stopped
               from goal in Machines(state, command.Subscription, command.CloudService, command.Deployment, [machine.Name], kind)
               select goal,
        ];
    }

    /// <param name="names">Null for all of the deployment.</param>
    private static IReadOnlyList<MachineGoal> Machines(
        DesiredState state, Guid id, string service, string? deployment, IReadOnlyCollection<string>? names, MachineGoalKind kind)
    {
        if (state.Subscription(id) is not { } subscription
            || subscription.CloudService(service) is not { } found
            || found.Deployment(deployment) is not { } place)
            return [];
        return
        [
            .. from role in place.Roles
               where names is null || names.Contains(role.Name, Named.Comparer)
               let port = state.Allocations.Ports.Used[AllocationKeys.Port(subscription, found, place, role)]
               select new MachineGoal($"{found.Name}/{role.Name}", port, kind),
        ];
    }
}
