using System.Collections.Immutable;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>Making, finding and deleting deployments.</summary>
internal static class DeploymentRules
{
    public static DesiredState Create(Change change, CreateDeployment command)
    {
        if (CloudServiceRules.Find(change, command.CloudService) is not { } service)
            return change.State;
        NameRules.Other(change, command.Name, "Deployment/Name", "deployment");
        var slot = Slot(change, command.Slot);
        CheckFree(change, service, command.Name, slot);
        var network = Network(change, service, command.VirtualNetwork);
        if (command.Roles.IsEmpty)
            change.Bad(ProblemCode.RolesMissing, "Deployment/RoleList", "A deployment begins with at least one Role.");
        NetworkConfigurationRules.CheckUnique(change, command.Roles.Select(r => r.Name), "Role", "machine");
        if (change.HasProblems && !string.IsNullOrEmpty(command.VirtualNetwork) && network is null)
            return change.State;

        if (network is null && service.Deployments.All(d => d.VirtualNetwork is not null))
            service = service with { PrivateSpace = change.Context.Catalogue.PrivateSpace };
        var place = Place.Of(change.Subscription, service, network);
        var (roles, balancers) = Members(change, place, command);
        var now = change.Context.Now;
        var deployment = new Deployment(
            DerivedId.For(change.Context.Operation, $"deployment {command.Name}"), command.Name ?? "", slot,
            command.Label ?? command.Name ?? "", network?.Name, now, now, roles, balancers);
        var drafts = command.Roles.SelectMany(r => RoleRules.Drafts(r.Name ?? "", r.Network, null));
        return Store(change, service, EndpointRules.Apply(change, null, deployment, [.. drafts]));
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
        var stored = service.Put(deployment with { Modified = now }) with { Modified = now };
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

    public static DeploymentSlot Slot(Change change, string? text)
    {
        switch (text?.ToUpperInvariant())
        {
            case null or "" or "STAGING":
                return DeploymentSlot.Staging;
            case "PRODUCTION":
                return DeploymentSlot.Production;
            default:
                change.Bad(ProblemCode.DeploymentSlotUnknown, "Deployment/DeploymentSlot", $"'{text}' is no slot: Production or Staging.");
                return default;
        }
    }

    public static void CheckFree(Change change, CloudService service, string? name, DeploymentSlot slot)
    {
        if (service.Deployment(slot) is { } other)
            change.Conflict(ProblemCode.DeploymentSlotInUse, "Deployment/DeploymentSlot",
                $"The specified deployment slot {slot} is occupied: '{service.Name}' has the deployment '{other.Name}' with "
                + $"{Sentences.List(other.Roles.Select(r => r.Name))}. New-AzureVM without -VNetName adds machines to it.");
        else if (service.Deployment(name) is { } same)
            change.Conflict(ProblemCode.NameInUse, "Deployment/Name", $"The deployment '{same.Name}' already exists in the slot {same.Slot}.");
    }

    public static VirtualNetwork? Network(
        Change change, CloudService service, string? name, string path = "Deployment/VirtualNetworkName")
    {
        if (string.IsNullOrEmpty(name))
            return null;
        if (change.Subscription.VirtualNetwork(name) is not { } network)
        {
            change.Bad(ProblemCode.VirtualNetworkUnknown, path,
                $"The virtual network {name} does not exist. Networks: {Sentences.List((change.Subscription.Network?.VirtualNetworks ?? []).Select(n => n.Name))}; "
                + "Set-AzureVNetConfig makes one.");
            return null;
        }

        if (network.AffinityGroup is not null && !Named.Same(network.AffinityGroup, service.AffinityGroup))
            change.Bad(ProblemCode.LocationMismatch, path,
                $"Must specify the same affinity group as the virtual network is deployed to: '{network.AffinityGroup}', not '{service.AffinityGroup ?? service.Location}'.");
        else if (network.Location is not null && !Named.Same(network.Location, LocationRules.LocationOf(change, service.Location, service.AffinityGroup)))
            change.Bad(ProblemCode.LocationMismatch, path,
                $"The virtual network '{network.Name}' is in {network.Location}, the cloud service '{service.Name}' in "
                + $"{LocationRules.LocationOf(change, service.Location, service.AffinityGroup)}: they must be in one location.");
        return network;
    }
}
