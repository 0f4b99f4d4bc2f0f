using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>Adding, changing and removing the machines of a deployment.</summary>
internal static class RoleRules
{
    private const int MostRoles = 50;

    public static DesiredState Add(Change change, AddRole command)
    {
        if (DeploymentRules.Find(change, command) is not var (service, deployment))
            return change.State;
        var request = command.Role;
        if (deployment.Role(request.Name) is { } same)
            change.Conflict(ProblemCode.NameInUse, $"Role[{request.Name}]/RoleName",
                $"The machine '{same.Name}' already exists in '{service.Name}'. Change it with Update-AzureVM, "
                + $"or remove it first: Remove-AzureVM -ServiceName {service.Name} -Name {same.Name}.");

        var role = MachineRules.Create(change, Place.Of(change.Subscription, service, deployment), request);
        var after = EndpointRules.Apply(change, deployment, deployment.Put(role), [.. Drafts(role.Name, request.Network, null)]);
        return DeploymentRules.Store(change, service, after);
    }

    public static DesiredState Update(Change change, UpdateRole command)
    {
        if (DeploymentRules.Find(change, command) is not var (service, deployment) || Find(change, deployment, command.Name) is not { } before)
            return change.State;

        var role = MachineRules.Update(change, Place.Of(change.Subscription, service, deployment), before, command.Role);
        if (command.Role.Network is not { } network)
            return DeploymentRules.Store(change, service, deployment.Put(role));

        var after = deployment.Put(role with { Endpoints = [] });
        after = EndpointRules.Apply(change, deployment, after, [.. Drafts(before.Name, network, before)]);
        return DeploymentRules.Store(change, service, after);
    }

    public static DesiredState Delete(Change change, DeleteRole command)
    {
        if (DeploymentRules.Find(change, command) is not var (service, deployment) || Find(change, deployment, command.Name) is not { } role)
            return change.State;
        if (deployment.Roles.Length == 1)
            change.Bad(ProblemCode.RoleIsLast, $"Role[{role.Name}]",
                $"'{role.Name}' is the only machine of the deployment '{deployment.Name}'. Delete the deployment instead; Remove-AzureVM does so.");
        return DeploymentRules.Store(change, service, deployment with { Roles = deployment.Roles.Remove(role) });
    }

    /// <summary>POST with comp=UpdateLbSet.</summary>
    public static DesiredState UpdateSets(Change change, UpdateLoadBalancedSets command)
    {
        if (DeploymentRules.Find(change, command) is not var (service, deployment))
            return change.State;
        var drafts = command.Endpoints.Select(e => new EndpointDraft(null, $"InputEndpoint[{e.SetName}]", e, null)).ToList();
        foreach (var draft in drafts.Where(d => EndpointRules.SetOf(deployment, d.SetName) is null))
            change.Bad(ProblemCode.SetUnknown, $"{draft.Path}/LoadBalancedEndpointSetName",
                $"An endpoint cannot be found with the given load balancer set name '{draft.SetName}'. Sets: {Sentences.List(SetNames(deployment))}.");
        return DeploymentRules.Store(change, service, EndpointRules.Apply(change, deployment, deployment, drafts));
    }

    public static IEnumerable<EndpointDraft> Drafts(string role, RoleNetworkRequest? network, VirtualMachine? before) =>
        (network?.Endpoints ?? []).Select(request =>
            new EndpointDraft(role, $"Role[{role}]/InputEndpoint[{request.Name}]", request, before?.Endpoint(request.Name)));

    public static VirtualMachine? Find(Change change, Deployment deployment, string name)
    {
        var role = deployment.Role(name);
        if (role is null)
            change.Missing(ProblemCode.RoleUnknown, $"Role[{name}]",
                $"The machine '{name}' does not exist in the deployment '{deployment.Name}'. It has: {Sentences.List(deployment.Roles.Select(r => r.Name))}.");
        return role;
    }

    public static void CheckCount(Change change, CloudService service)
    {
        var count = service.Deployments.Sum(d => d.Roles.Length);
        if (count > MostRoles)
            change.Bad(ProblemCode.RolesTooMany, "RoleList", $"The cloud service '{service.Name}' would have {count} machines; it can have {MostRoles}.");
    }

    private static IEnumerable<string> SetNames(Deployment deployment) =>
        deployment.Roles.SelectMany(r => r.Endpoints).Select(e => e.SetName).OfType<string>().Distinct(Named.Comparer);
}
