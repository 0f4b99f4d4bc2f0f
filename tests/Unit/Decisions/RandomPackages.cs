using CsCheck;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

/// <summary>Commands on a deployment of a package, beside that of the machines.</summary>
internal static class RandomPackages
{
    private const string Deployed = "roles";

    private static readonly Gen<string> Digests = RandomCommands.Any(Packaged.Digest, Packaged.OtherDigest);

    private static readonly Gen<ServiceDefinition> Definitions = Gen.Select(
        RandomCommands.Any<string?>("MyILB", "MyILB", null), RandomCommands.Any<int?>(80, 81), RandomCommands.Any("Small", "Medium"), Of);

    private static readonly Gen<ServiceConfigurationDocument> Configurations = Gen.Select(
        Gen.Int[1, 3], Gen.Int[1, 2], Gen.Frequency((6, Gen.Const(true)), (1, Gen.Const(false))), Of);

    public static Gen<Command> Create { get; } = Gen.Select(Digests, Definitions, Configurations, Gen.Bool, (digest, definition, configuration, start) =>
        (Command)new CreatePackageDeployment(Tenant, Service, Deployed, "Staging", null, digest, definition, configuration, start));

    public static Gen<Command> Configure { get; } = Configurations.Select(c => (Command)new ConfigureDeployment(Tenant, Service, Deployed, c));

    public static Gen<Command> Upgrade { get; } = Gen.Select(
        Digests, Definitions, Configurations, RandomCommands.Any<string?>(null, "Web", "web", "Worker"), (digest, definition, configuration, role) =>
            (Command)new UpgradeDeployment(Tenant, Service, Deployed, digest, definition, configuration, null, role));

    public static Gen<Command> Other { get; } = RandomCommands.Any<Command>(
        new SetDeploymentStatus(Tenant, Service, Deployed, "Suspended"),
        new SetDeploymentStatus(Tenant, Service, Deployed, "Running"),
        new StopRoles(Tenant, Service, Deployed, ["Web_IN_1"], false),
        new StartRoles(Tenant, Service, Deployed, ["Web_IN_1"]),
        new SetLoadBalancer(Tenant, Service, Deployed, "MyILB", new LoadBalancerRequest("MyILB", null, "FrontEndSubnet", null) { AllowLoopback = true }),
        new UpdateRole(Tenant, Service, Deployed, "Web_IN_0", Role("Web_IN_0", Member())),
        new DeleteDeployment(Tenant, Service, Deployed));

    private static ServiceDefinition Of(string? balancer, int? port, string size)
    {
        var (web, worker) = (Packaged.Definition().Roles[0], Packaged.Definition().Roles[1]);
        return Packaged.Definition() with
        {
            Roles = [web with { Size = size, Endpoints = [web.Endpoints[0] with { LoadBalancer = balancer, Port = port }] }, worker with { Size = size }],
        };
    }

    private static ServiceConfigurationDocument Of(int web, int worker, bool inNetwork)
    {
        var all = Packaged.Configuration(web);
        all = all with { Roles = [all.Roles[0], all.Roles[1] with { Instances = worker }] };
        return inNetwork
            ? all with { LoadBalancers = [new LoadBalancerRequest("MyILB", "private", "FrontEndSubnet", null)] }
            : all with { VirtualNetwork = null, Addresses = [], LoadBalancers = [new LoadBalancerRequest("MyILB", "private", null, null)] };
    }
}
