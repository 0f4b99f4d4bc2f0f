using System.Collections.Immutable;
using System.Net;
using CsCheck;
using Ilb.Model.Commands;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

/// <summary>
/// Commands over few names, ports and addresses, so that they meet often: on a deployment of machines and on one of a package, with
/// endpoints on internal load balancers and on public VIPs.
/// </summary>
internal static class RandomCommands
{
    private static readonly Gen<string> Names = Any("web1", "WEB1", "web2", "web2", "web3");
    private static readonly Gen<int?> Ports = Any<int?>(80, 81, 82, 80, 81, 82, 100, null, null);
    private static readonly Gen<string?> Addresses = Any<string?>(null, null, null, null, null, null, "10.0.0.4", "10.0.0.7", "10.0.1.4", "10.0.0.2");
    private static readonly Gen<string> Subnets = Any("FrontEndSubnet", "FrontEndSubnet", "FrontEndSubnet", "BackEndSubnet");

    private static readonly Gen<ProbeRequest?> Probes = Gen.Select(
            Any<string?>(null, "tcp", "http", "http"), Any<int?>(null, 80, 8080), Any<int?>(null, 5, 15, 20, 15, 2))
        .Select(p => (ProbeRequest?)new ProbeRequest(p.Item1, p.Item2, null, p.Item3, null));

    private static readonly Gen<PolicyRequest> Policies = Gen.OneOf(
        Any(PolicyRequest.Silent),
        Gen.Select(Any<string?>(null, "refuse", "drop", "allMembers", "lastGood"), Any<int?>(null, 0, 1), Any<int?>(null, 0, 60), Any<int?>(null, 0, 30), Any<int?>(null, 0, 10800))
            .Select(p => new PolicyRequest(p.Item1) { MinimumHealthyMembers = p.Item2, FlapHalfLifeSeconds = p.Item3, SlowStartSeconds = p.Item4, AffinitySeconds = p.Item5 }));

    private static readonly Gen<EndpointRequest> Endpoints = Gen.Select(
        Any("intwebep", "a", "b", "c"), Any<string?>("tcp", "tcp", "tcp", "tcp", "TCP", "udp", null), Ports, Ports,
        Any<string?>("intwebeplb", "intwebeplb", "INTWEBEPLB", "s2", null), Any<string?>("MyILB", "MyILB", "MyILB", null),
        Gen.OneOf(Probes, Any<ProbeRequest?>(null, null)),
        Gen.Select(Any<bool?>(null, null, null, true, false), Any<int?>(null, 4, 30), Any<string?>(null, "sourceIP"), Any<int?>(null, null, null, null, 0, 3), Any<bool?>(null, null, null, null, true, false), Policies),
        (name, protocol, port, local, set, balancer, probe, rest) =>
            new EndpointRequest(name, protocol, port, local, set, balancer, rest.Item1, rest.Item2, rest.Item3, probe, null)
            {
                Weight = rest.Item4,
                IsBackup = rest.Item5,
                Policy = rest.Item6,
            });

    private static readonly Gen<RoleRequest> Roles = Gen.Select(
        Names, Subnets, Addresses, Endpoints.Array[0, 2],
        (name, subnet, address, endpoints) =>
            Role(name) with { Network = new RoleNetworkRequest([subnet], address, endpoints.ToImmutableArray()) });

    private static readonly Gen<LoadBalancerRequest> Balancers = Gen.Select(
        Subnets, Addresses, Gen.OneOf<bool?>(null, true, false),
        (subnet, address, loopback) => new LoadBalancerRequest("MyILB", null, subnet, address) { AllowLoopback = loopback });

    // What builds up comes more often than what tears down.
    public static Gen<Command[]> Sequences { get; } = Gen.Frequency(
        (2, Roles.Array[1, 3].Select(r => (Command)CreateWith(r))),
        (2, Gen.Select(Roles.Array[1, 2], Balancers).Select(t => (Command)(CreateWith(t.Item1) with { LoadBalancers = [t.Item2] }))),
        (6, Roles.Select(r => (Command)new AddRole(Tenant, Service, DeploymentName, r))),
        (12, Roles.Select(r => (Command)new UpdateRole(Tenant, Service, DeploymentName, r.Name!, r))),
        (3, Endpoints.Select(e => (Command)new UpdateLoadBalancedSets(Tenant, Service, DeploymentName, [e]))),
        (2, Balancers.Select(b => (Command)new AddLoadBalancer(Tenant, Service, DeploymentName, b))),
        (4, Balancers.Select(b => (Command)new SetLoadBalancer(Tenant, Service, DeploymentName, "MyILB", b))),
        (1, Names.Select(n => (Command)new DeleteRole(Tenant, Service, DeploymentName, n))),
        (3, RandomPackages.Create),
        (5, RandomPackages.Configure),
        (4, RandomPackages.Upgrade),
        (2, RandomPackages.Other),
        (2, Gen.Select(Names, Any<string?>(null, null, "intwebeplb", "a"), Any<double?>(null, 60)).Select(t => (Command)new BeginDrain(Tenant, [t.Item1], t.Item2, t.Item3, null, null))),
        (1, Names.Select(n => (Command)new EndDrain(Tenant, [n], null))),
        (1, Names.Select(n => (Command)new StopRoles(Tenant, Service, DeploymentName, [n], false))),
        (3, Any<Command>(
            SiteTests.Put(ConnectedSite("hq"), Hq),
            SiteTests.Put(ConnectedSite("hq") with { AddressPrefixes = ["10.0.0.0/16", "fd00:1::/96"] }, Hq),
            SiteTests.Put(ConnectedSite("hq", "branch"), Hq, Branch))),
        (4, Any<Command>(
            new CreateGateway(Tenant, "VNetUSWest", null, null),
            new CreateGateway(Tenant, "VNetUSWest", null, null),
            new UpdateConnection(Tenant, "VNetUSWest", "branch", "Disconnect"),
            new ResetSharedKey(Tenant, "VNetUSWest", "hq", 8))),
        (1, Any<Command>(
            new DeleteGateway(Tenant, "VNetUSWest"),
            new RemoveLoadBalancer(Tenant, Service, DeploymentName, "MyILB"),
            new ReleaseVip(Tenant, Service, DeploymentName, "MyILB", IPAddress.Parse("10.0.0.6")),
            new DeleteDeployment(Tenant, Service, DeploymentName),
            new PutNetworkConfiguration(Tenant, Network(Site(), Site("more"))),
            new PutNetworkConfiguration(Tenant, Network(Site("other"))))))
        .Array[0, 30];

    public static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
