using System.Collections.Immutable;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>Making, finding and deleting deployments.</summary>
internal static class DeploymentRules
{
    public static DesiredState Create(Change change, CreateDeployment command)
    {
        if (NewDeployment.Begin(change, command, command.VirtualNetwork, "Deployment", "Deployment/VirtualNetworkName") is not { } begun)
            return change.State;
        if (command.Roles.IsEmpty)
            change.Bad(ProblemCode.RolesMissing, "Deployment/RoleList", "A deployment begins with at least one Role.");
        NetworkConfigurationRules.CheckUnique(change, command.Roles.Select(r => r.Name), "Role", "machine");
        if (begun.Place is not { } place)
            return change.State;

        var (roles, balancers) = Members(change, place, command);
        var drafts = command.Roles.SelectMany(r => RoleRules.Drafts(r.Name ?? "", r.Network, null));
        var deployment = begun.Deployment with { Roles = roles, LoadBalancers = balancers };
        return Store(change, place.Service, EndpointRules.Apply(change, null, deployment, [.. drafts]));
    }

    public static DesiredState Delete(Change change, DeleteDeployment command) =>
        Find(change, command) is not var (service, deployment)
            ? change.State
            : change.State.Put(change.Subscription.Put(service with
            {
                Deployments = service.Deployments.Remove(deployment),
                Modified = change.Context.Now,
            }));

    /// <summary>Null, with a problem, when the service or the deployment does not exist.</summary>
    public static (CloudService Service, Deployment Deployment)? Find(Change change, DeploymentCommand command)
    {
        if (CloudServiceRules.Find(change, command.CloudService) is not { } service)
            return null;
        if (service.Deployment(command.Deployment) is { } deployment)
            return (service, deployment);
        change.Missing(ProblemCode.DeploymentUnknown, command.Deployment,
            $"The deployment name '{command.Deployment}' does not exist. '{service.Name}' has: {Sentences.List(service.Deployments.Select(d => d.Name))}.");
        return null;
    }

    /// <summary>The state with the deployment changed, after the limits of its cloud service.</summary>
    public static DesiredState Store(Change change, CloudService service, Deployment deployment)
    {
        var now = change.Context.Now;
        var stored = service.Put(DrainRules.WithoutLost(deployment) with { Modified = now }) with { Modified = now };
        RoleRules.CheckCount(change, stored);
        EndpointRules.CheckCount(change, stored);
        return change.State.Put(change.Subscription.Put(stored));
    }

    // Addresses that are asked for are taken before any is chosen.
    private static (ImmutableArray<VirtualMachine> Roles, ImmutableArray<InternalLoadBalancer> Balancers) Members(
        Change change, Place place, CreateDeployment command)
    {
        var balancerAsks = command.LoadBalancers.Any(b => !string.IsNullOrEmpty(b.StaticAddress));
        ImmutableArray<InternalLoadBalancer> balancers = balancerAsks ? LoadBalancerRules.Create(change, place, command.LoadBalancers) : [];
        var made = command.Roles
            .OrderBy(r => string.IsNullOrEmpty(r.Network?.StaticAddress) ? 1 : 0)
            .Select(r => (Request: r, Role: MachineRules.Create(change, place, r)))
            .ToList();
        if (!balancerAsks)
            balancers = LoadBalancerRules.Create(change, place, command.LoadBalancers);
        return ([.. made.OrderBy(m => command.Roles.IndexOf(m.Request)).Select(m => m.Role)], balancers);
    }
}
