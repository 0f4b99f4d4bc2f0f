using System.Collections.Immutable;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>What a .cscfg file must keep to for the package it is for, and for the deployment that is there already.</summary>
internal static class ConfigurationRules
{
    public const string Network = $"{Root}/NetworkConfiguration";

    /// <summary>More don't fit into one cloud service.</summary>
    private const int MostInstances = 50;

    private const string Root = "ServiceConfiguration";

    public static void Check(Change change, ImmutableArray<RoleDefinition> roles, ServiceConfigurationDocument configuration)
    {
        DefinitionRules.CheckUnique(change, configuration.Roles.Select(r => (r.Name, $"{Root}/Role[{r.Name}]")), "role");
        DefinitionRules.CheckUnique(change, configuration.Addresses.Select(a => (a.Role, AddressPath(a))), "address assignment of the role");
        DefinitionRules.CheckUnique(change,
            configuration.AccessControls.Select(a => (a.Name, $"{Network}/AccessControls/AccessControl[{a.Name}]")), "access control");
        DefinitionRules.CheckUnique(change, configuration.EndpointAcls.Select(a => ($"{a.Role}/{a.Endpoint}", AclPath(a))), "access list of the endpoint");
        foreach (var missing in roles.Where(r => configuration.Roles.All(c => !Named.Same(c.Name, r.Name))))
            change.Bad(ProblemCode.RolesMissing, Root, $"The role '{missing.Name}' of the package has no Role element with its Instances.");
        foreach (var role in configuration.Roles)
            Check(change, roles, role, $"{Root}/Role[{role.Name}]");
        foreach (var address in configuration.Addresses)
            Role(change, roles, address.Role, AddressPath(address));
        foreach (var acl in configuration.EndpointAcls)
            Check(change, roles, configuration, acl);
        CheckBalancers(change, roles, configuration);
    }

    /// <summary>A configuration change leaves instances where they are, so it moves neither network nor load balancer.</summary>
    public static void CheckFixed(Change change, Deployment deployment, ServiceConfigurationDocument configuration)
    {
        if (!Named.Same(configuration.VirtualNetwork, deployment.VirtualNetwork))
            change.Bad(ProblemCode.ConfigurationFixed, $"{Network}/VirtualNetworkSite",
                $"The deployment is in {deployment.VirtualNetwork ?? "no virtual network"} and stays there. {CreateAnew}");
        if (configuration.LoadBalancers.Length != deployment.LoadBalancers.Length
            || !configuration.LoadBalancers.All(asked => deployment.LoadBalancer(asked.Name) is { } has && LoadBalancerRules.IsAt(has, asked)))
            change.Bad(ProblemCode.ConfigurationFixed, $"{Network}/LoadBalancers",
                $"The internal load balancer of a deployment of a package is made with it and stays as it is: it has {Sentences.List(deployment.LoadBalancers.Select(Text))}. {CreateAnew}");
        foreach (var address in configuration.Addresses.Where(a => !a.Subnets.IsEmpty))
            foreach (var instance in deployment.Roles.Where(r => Named.Same(r.Program?.Role, address.Role) && !address.Subnets.Contains(r.Subnet ?? "", Named.Comparer)))
                change.Bad(ProblemCode.ConfigurationFixed, $"{AddressPath(address)}/Subnets",
                    $"{instance.Name} is in the subnet {instance.Subnet} and stays there: keep it in the list.");
    }

    private const string CreateAnew = "Remove the deployment and make it anew for another one.";

    private static string Text(InternalLoadBalancer balancer) =>
        $"{balancer.Name}{(balancer.Subnet is null ? "" : $" in {balancer.Subnet}")}{(balancer.AddressIsStatic ? $" at {balancer.Address}" : "")}";

    private static string AddressPath(InstanceAddressElement address) => $"{Network}/AddressAssignments/InstanceAddress[{address.Role}]";

    private static string AclPath(EndpointAclElement acl) => $"{Network}/EndpointAcls/EndpointAcl[{acl.Role}/{acl.Endpoint}]";

    private static void Check(Change change, ImmutableArray<RoleDefinition> roles, RoleConfigurationElement role, string path)
    {
        if (Role(change, roles, role.Name, path) is not { } defined)
            return;
        if (role.Instances is null or < 1 or > MostInstances)
            change.Bad(ProblemCode.InstanceCountOutOfRange, $"{path}/Instances/@count", $"A role has 1 to {MostInstances} instances, not {role.Instances}.");
        foreach (var missing in defined.Settings.Where(s => role.Settings.All(v => v.Key != s)))
            change.Bad(ProblemCode.SettingMissing, $"{path}/ConfigurationSettings", $"The setting '{missing}' that the package defines has no value.");
        foreach (var unknown in role.Settings.Where(v => !defined.Settings.Contains(v.Key)))
            change.Bad(ProblemCode.SettingUnknown, $"{path}/ConfigurationSettings/Setting[{unknown.Key}]",
                $"The package defines no setting '{unknown.Key}'. It defines: {Sentences.List(defined.Settings)}.");
        DefinitionRules.CheckUnique(change, role.Settings.Select(s => (s.Key, $"{path}/ConfigurationSettings/Setting[{s.Key}]")), "setting");
    }

    private static void Check(Change change, ImmutableArray<RoleDefinition> roles, ServiceConfigurationDocument configuration, EndpointAclElement acl)
    {
        var path = AclPath(acl);
        if (Role(change, roles, acl.Role, path) is { } role && role.Endpoints.All(e => !Named.Same(e.Name, acl.Endpoint)))
            change.Bad(ProblemCode.EndpointUnknown, $"{path}/@endpoint",
                $"The role '{role.Name}' has no input endpoint '{acl.Endpoint}'. It has: {Sentences.List(role.Endpoints.Select(e => e.Name))}.");
        if (configuration.AccessControls.All(a => !Named.Same(a.Name, acl.AccessControl)))
            change.Bad(ProblemCode.AccessControlUnknown, $"{path}/@accessControl",
                $"There is no AccessControl '{acl.AccessControl}'. There are: {Sentences.List(configuration.AccessControls.Select(a => a.Name))}.");
    }

    private static void CheckBalancers(Change change, ImmutableArray<RoleDefinition> roles, ServiceConfigurationDocument configuration)
    {
        foreach (var role in roles)
            foreach (var endpoint in role.Endpoints.Where(e => !string.IsNullOrEmpty(e.LoadBalancer)))
                if (configuration.LoadBalancers.All(b => !Named.Same(b.Name, endpoint.LoadBalancer)))
                    change.Bad(ProblemCode.LoadBalancerUnknown, $"{DefinitionRules.PathOf(role, endpoint)}/@loadBalancer",
                        $"The configuration has no LoadBalancer '{endpoint.LoadBalancer}' below {Network}/LoadBalancers. "
                        + $"It has: {Sentences.List(configuration.LoadBalancers.Select(b => b.Name ?? ""))}.");
    }

    private static RoleDefinition? Role(Change change, ImmutableArray<RoleDefinition> roles, string name, string path)
    {
        var role = roles.FirstOrDefault(r => Named.Same(r.Name, name));
        if (role is null)
            change.Bad(ProblemCode.RoleUnknown, path,
                $"The package has no role '{name}'. It has: {Sentences.List(roles.Select(r => r.Name))}.");
        return role;
    }
}
