using System.Collections.Immutable;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>
/// Deployments that are made of a package. What the package and its configuration say is decided here as a whole: the roles, their
/// instances and the load balancer are not changed one by one.
/// </summary>
internal static class PackageRules
{
    public static DesiredState Create(Change change, CreatePackageDeployment command)
    {
        if (NewDeployment.Begin(
            change, command, command.Configuration.VirtualNetwork, "CreateDeployment", $"{ConfigurationRules.Network}/VirtualNetworkSite") is not { } begun)
            return change.State;
        DefinitionRules.Check(change, command.Definition);
        CheckRoles(change, command.Definition.Roles, command.Configuration);
        if (change.HasProblems || begun.Place is not { } place)
            return change.State;

        var deployment = begun.Deployment with
        {
            Package = new DeployedPackage(DeployedRole.Of(command.Package, command.Definition), command.Configuration.Xml),
        };
        var power = command.Start ? Power.Started : Power.Stopped;
        return DeploymentRules.Store(change, place.Service, Members(change, place, deployment, command, power));
    }

    public static DesiredState Configure(Change change, ConfigureDeployment command)
    {
        if (Find(change, command) is not var (service, deployment, package))
            return change.State;
        var wanted = package with { Configuration = command.Configuration.Xml };
        return Change(change, service, deployment with { Package = wanted }, command.Configuration, _ => false);
    }

    public static DesiredState Upgrade(Change change, UpgradeDeployment command)
    {
        if (Find(change, command) is not var (service, deployment, package))
            return change.State;
        DefinitionRules.Check(change, command.Definition);
        if (command.Role is { } role && command.Definition.Role(role) is null)
            change.Bad(ProblemCode.RoleUnknown, "UpgradeDeployment/RoleToUpgrade",
                $"The package has no role '{role}'. It has: {Sentences.List(command.Definition.Roles.Select(r => r.Name))}.");
        if (change.HasProblems)
            return change.State;

        var made = DeployedRole.Of(command.Package, command.Definition);
        var after = deployment with
        {
            Label = command.Label ?? deployment.Label,
            Package = new DeployedPackage(
                command.Role is null ? made : package.Roles.Put(made.First(IsUpgraded), IsUpgraded), command.Configuration.Xml),
        };
        return Change(change, service, after, command.Configuration, IsUpgraded);

        bool IsUpgraded(DeployedRole role) => command.Role is null || Named.Same(command.Role, role.Definition.Name);
    }

    public static DesiredState SetStatus(Change change, SetDeploymentStatus command)
    {
        if (DeploymentRules.Find(change, command) is not var (service, deployment))
            return change.State;
        if (command.Status?.ToUpperInvariant() is not ("RUNNING" or "SUSPENDED"))
            change.Bad(ProblemCode.DeploymentStatusUnknown, "UpdateDeploymentStatus/Status", $"'{command.Status}' is no status: Running or Suspended.");
        var power = Named.Same(command.Status, "Running") ? Power.Started : Power.Stopped;
        return DeploymentRules.Store(change, service, deployment with { Roles = [.. deployment.Roles.Select(r => r with { Power = power })] });
    }

    /// <summary>Whether the command is one on machines of a deployment that has a package; a problem says so.</summary>
    public static bool Forbids(Change change, Command command)
    {
        if (command is not (AddRole or UpdateRole or DeleteRole or AddLoadBalancer or SetLoadBalancer or RemoveLoadBalancer or UpdateLoadBalancedSets)
            || command is not DeploymentCommand { CloudService: var service, Deployment: var name }
            || change.Subscription.CloudService(service)?.Deployment(name) is not { Package: not null } deployment
            || command is SetLoadBalancer set && OnlyOption(deployment, set))
            return false;
        var way = command is AddLoadBalancer or SetLoadBalancer or RemoveLoadBalancer
            ? "The load balancer is made with it and stays where it is; Set-AzureInternalLoadBalancer -AllowLoopback without -SubnetName changes whether its members may call it."
            : $"Change these with Set-AzureDeployment -Config or -Upgrade -ServiceName {service} -Slot {deployment.Slot}.";
        change.Bad(ProblemCode.DeploymentHasPackage, $"Deployment[{deployment.Name}]",
            $"The deployment '{deployment.Name}' was made of a package: its roles, endpoints and load balancer are what package and configuration say. {way}");
        return true;
    }

    /// <summary>Whether members may call their own set is no matter of the classic files: it is set as elsewhere, and nothing else.</summary>
    private static bool OnlyOption(Deployment deployment, SetLoadBalancer command) =>
        deployment.LoadBalancer(command.Name) is { } balancer && LoadBalancerRules.IsAt(balancer, command.LoadBalancer);

    private static void CheckRoles(Change change, ImmutableArray<RoleDefinition> roles, ServiceConfigurationDocument configuration)
    {
        DefinitionRules.CheckCount(change, roles);
        ConfigurationRules.Check(change, roles, configuration);
    }

    private static DesiredState Change(
        Change change, CloudService service, Deployment deployment, ServiceConfigurationDocument configuration, Func<DeployedRole, bool> isUpgraded)
    {
        CheckRoles(change, [.. deployment.Package!.Roles.Select(role => role.Definition)], configuration);
        ConfigurationRules.CheckFixed(change, deployment, configuration);
        if (change.HasProblems)
            return change.State;
        var power = deployment.Roles.Any(r => r.Power == Power.Started) ? Power.Started : Power.Stopped;
        var after = InstanceRules.Apply(change, Place.Of(change.Subscription, service, deployment), deployment, configuration, power, isUpgraded);
        return DeploymentRules.Store(change, service, after);
    }

    // An address that is asked for is taken before any is chosen.
    private static Deployment Members(Change change, Place place, Deployment deployment, CreatePackageDeployment command, Power power)
    {
        var configuration = command.Configuration;
        var balancerAsks = configuration.LoadBalancers.Any(b => !string.IsNullOrEmpty(b.StaticAddress));
        if (balancerAsks)
            deployment = deployment with { LoadBalancers = LoadBalancerRules.Create(change, place, configuration.LoadBalancers) };
        // With the right names, so that endpoints may name them; the address comes when the instances have theirs.
        else
            deployment = deployment with { LoadBalancers = [.. configuration.LoadBalancers.Select(StandIn)] };
        deployment = InstanceRules.Apply(change, place, deployment, configuration, power, _ => true);
        return balancerAsks ? deployment : deployment with { LoadBalancers = LoadBalancerRules.Create(change, place, configuration.LoadBalancers) };
    }

    private static InternalLoadBalancer StandIn(LoadBalancerRequest request) => new(request.Name ?? "", null, System.Net.IPAddress.Any, false);

    private static (CloudService Service, Deployment Deployment, DeployedPackage Package)? Find(Change change, DeploymentCommand command)
    {
        if (DeploymentRules.Find(change, command) is not var (service, deployment))
            return null;
        if (deployment.Package is { } package)
            return (service, deployment, package);
        change.Bad(ProblemCode.DeploymentHasNoPackage, $"Deployment[{deployment.Name}]",
            $"The deployment '{deployment.Name}' has virtual machines, which have no configuration file: Update-AzureVM changes them.");
        return null;
    }
}
