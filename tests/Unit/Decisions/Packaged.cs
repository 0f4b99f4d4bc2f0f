using System.Collections.Immutable;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Unit.Decisions;

/// <summary>
/// A package with a web role, which has an endpoint with probe and access list on MyILB, and a worker role with a setting; and what
/// is done with it.
/// </summary>
internal static class Packaged
{
    public static readonly string Digest = new('a', 64), OtherDigest = new('b', 64);

    public static World Deployed(int instances)
    {
        var world = World.Empty();
        world.Accept(Create(Definition(), Configuration(instances)));
        return world;
    }

    public static CreatePackageDeployment Create(ServiceDefinition definition, ServiceConfigurationDocument configuration) => new(
        World.Tenant, World.Service, World.DeploymentName, "Production", null, Digest, definition, configuration, Start: true);

    public static ConfigureDeployment Configure(int instances, string setting = "info") =>
        new(World.Tenant, World.Service, World.DeploymentName, Configuration(instances, setting));

    /// <summary>With the other package.</summary>
    public static UpgradeDeployment Upgrade(ServiceDefinition definition, string? role) => new(
        World.Tenant, World.Service, World.DeploymentName, OtherDigest, definition, Configuration(2), null, role);

    public static ServiceDefinition Definition(string command = "sh web.sh") => new(
        [
            new RoleDefinition(
                "Web", true, "Small", command, ImmutableSortedDictionary<string, string>.Empty, [],
                [new EndpointDefinition("Http", "http", 80, "8080", "MyILB", "Health", null, null)]),
            new RoleDefinition(
                "Worker", false, null, "sh worker.sh", ImmutableSortedDictionary<string, string>.Empty.Add("TZ", "UTC"), ["Level"], []),
        ],
        [new ProbeDefinition("Health", "http", null, "/health", 5, 11)]);

    public static ServiceConfigurationDocument Configuration(int instances, string setting = "info") => new(
        $"<ServiceConfiguration count='{instances}'/>",
        [new RoleConfigurationElement("Web", instances, []), new RoleConfigurationElement("Worker", 1, [new("Level", setting)])],
        "VNetUSWest",
        [new InstanceAddressElement("Web", ["FrontEndSubnet"]), new InstanceAddressElement("Worker", ["BackEndSubnet"])],
        [new LoadBalancerRequest("MyILB", "private", "FrontEndSubnet", "10.0.0.100")],
        [new AccessControlElement("Inside", [new AclRuleRequest(100, "permit", "10.0.0.0/16", null)])],
        [new EndpointAclElement("Web", "Http", "Inside")]);
}
