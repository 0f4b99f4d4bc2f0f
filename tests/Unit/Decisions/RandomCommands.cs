using System.Collections.Immutable;
using CsCheck;
using Ilb.Model.Commands;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

/// <summary>Commands over few names, ports and addresses, so that they meet often.</summary>
internal static class RandomCommands
{
    private static readonly Gen<string> Names = Any("web1", "WEB1", "web2", "web3", "web4");
    private static readonly Gen<int?> Ports = Any<int?>(80, 81, 100, 80, 81, 100, null, null, 70000);
    private static readonly Gen<string?> Addresses = Any<string?>(null, null, null, "10.0.0.4", "10.0.0.7", "10.0.1.4", "10.0.0.2");
    private static readonly Gen<string> Subnets = Any("FrontEndSubnet", "FrontEndSubnet", "BackEndSubnet");

    private static readonly Gen<ProbeRequest?> Probes = Gen.Select(
            Any<string?>(null, "tcp", "http", "http"), Any<int?>(null, 80, 8080), Any<int?>(null, 5, 15, 20, 15, 2))
        .Select(p => (ProbeRequest?)new ProbeRequest(p.Item1, p.Item2, null, p.Item3, null));

    private static readonly Gen<EndpointRequest> Endpoints = Gen.Select(
        Any("a", "b", "c", "d", "e", "f"), Any<string?>("tcp", "tcp", "tcp", "udp", null), Ports, Ports,
        Any<string?>("s1", "s1", "S1", "s2", null), Any<string?>("MyILB", "MyILB", "MyILB", null),
        Gen.OneOf(Probes, Any<ProbeRequest?>(null, null)),
        Gen.Select(Any<bool?>(null, null, null, true, false), Any<int?>(null, 4, 30), Any<string?>(null, "sourceIP")),
        (name, protocol, port, local, set, balancer, probe, rest) =>
            new EndpointRequest(name, protocol, port, local, set, balancer, rest.Item1, rest.Item2, rest.Item3, probe, null));

    private static readonly Gen<RoleRequest> Roles = Gen.Select(
        Names, Subnets, Addresses, Endpoints.Array[0, 2],
        (name, subnet, address, endpoints) =>
            Role(name) with { Network = new RoleNetworkRequest([subnet], address, endpoints.ToImmutableArray()) });

    private static readonly Gen<LoadBalancerRequest> Balancers = Gen.Select(
        Subnets, Addresses, (subnet, address) => new LoadBalancerRequest("MyILB", null, subnet, address));

    public static Gen<Command[]> Sequences { get; } = Gen.OneOf(
        Roles.Array[1, 3].Select(r => (Command)CreateWith(r)),
        Gen.Select(Roles.Array[1, 2], Balancers).Select(t => (Command)(CreateWith(t.Item1) with { LoadBalancers = [t.Item2] })),
        Roles.Select(r => (Command)new AddRole(Tenant, Service, DeploymentName, r)),
        Roles.Select(r => (Command)new UpdateRole(Tenant, Service, DeploymentName, r.Name!, r)),
        Roles.Select(r => (Command)new UpdateRole(Tenant, Service, DeploymentName, r.Name!, r)),
        Names.Select(n => (Command)new DeleteRole(Tenant, Service, DeploymentName, n)),
        Names.Select(n => (Command)new StopRoles(Tenant, Service, DeploymentName, [n], false)),
        Balancers.Select(b => (Command)new AddLoadBalancer(Tenant, Service, DeploymentName, b)),
        Balancers.Select(b => (Command)new SetLoadBalancer(Tenant, Service, DeploymentName, "MyILB", b)),
        Any<Command>(new RemoveLoadBalancer(Tenant, Service, DeploymentName, "MyILB")),
        Any<Command>(new DeleteDeployment(Tenant, Service, DeploymentName)),
        Endpoints.Select(e => (Command)new UpdateLoadBalancedSets(Tenant, Service, DeploymentName, [e])),
        Any("VNetUSWest", "other").Select(n => (Command)new PutNetworkConfiguration(Tenant, Network(Site(n), Site("more")))))
        .Array[0, 40];

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
