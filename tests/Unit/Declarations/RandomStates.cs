using System.Collections.Immutable;
using CsCheck;
using Ilb.Model.Commands;
using Ilb.Unit.Decisions;
using static Ilb.Unit.Decisions.RandomCommands;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Declarations;

/// <summary>Commands that lead to states with all that a declaration can say; most begin with those of the announcement.</summary>
internal static class RandomStates
{
    private const string Alone = "lonely";

    private static readonly ImmutableArray<Command> Announced =
    [
        CreateWith(Role("web1")),
        new AddRole(Tenant, Service, DeploymentName, Role("web2")),
        new AddLoadBalancer(Tenant, Service, DeploymentName, new LoadBalancerRequest("MyILB", "Private", "FrontEndSubnet", null)),
        Update("web1", Member()),
        Update("web2", Member()),
    ];

    private static readonly Gen<ImmutableArray<AclRuleRequest>?> Acls = Any<ImmutableArray<AclRuleRequest>?>(
        null, [], [new(7, "deny", "10.0.1.0/24", null)], [new(9, "permit", "fd00:1::/96", "ours"), new(2, "Permit", "0.0.0.0/0", null)]);

    private static readonly Gen<Command> Settings = Gen.Select(
        Any("intwebeplb", "s2"), Acls, Any<bool?>(null, true, false), Any<int?>(null, 60, 90), Any("none", "sourceIP", "sourceIPProtocol"), Any<int?>(null, 81, 90),
        (set, acl, reset, udp, distribution, port) => (Command)new UpdateLoadBalancedSets(Tenant, Service, DeploymentName,
            [new EndpointRequest(null, null, port, null, set, null, null, null, distribution, null, acl) { ResetsIdle = reset, UdpIdleSeconds = udp }]));

    private static readonly Gen<Command> Machines = Gen.Select(
        Any("web3", "web4"), Any<string?>(null, "Medium"), Any<string?>(null, "as1"), Any<string?>(null, "host"), Any<string?>(null, "10.0.0.9"), Acls,
        (name, size, availability, host, address, acl) => (Command)new AddRole(Tenant, Service, DeploymentName, Role(name) with
        {
            Size = size,
            AvailabilitySet = availability,
            HostName = host,
            Network = new RoleNetworkRequest(["FrontEndSubnet"], address, [Lone("alone", address is null ? 5000 : 6000, acl is null ? null : "MyILB") with { Acl = acl }]),
        }));

    private static readonly Gen<Command> Others = Any<Command>(
        new CreateAffinityGroup(Tenant, "group1", "The group", "for tests", "West US"),
        new CreateAffinityGroup(Tenant, "group2", null, null, "West US"),
        new UpdateAffinityGroup(Tenant, "group1", "Another label", null),
        new UpdateCloudService(Tenant, Service, "Another label", "described"),
        new CreateCloudService(Tenant, Alone, null, null, null, "group1"),
        new CreateDeployment(Tenant, Alone, "first", "Production", "A label", null, [Role("a") with { Network = null }, Role("b") with { Network = null }], [new LoadBalancerRequest("Inner", null, null, null)]),
        new CreateDeployment(Tenant, Alone, "second", "Staging", null, "VNetUSWest", [Role("a")], []),
        new DeleteDeployment(Tenant, Alone, "first"));

    public static Gen<Command[]> Sequences { get; } = Gen.Select(
        Any(true, true, true, false), RandomCommands.Sequences, Gen.OneOf(Settings, Machines, Others).Array[0, 10],
        (announced, some, more) => (Command[])[.. announced ? Announced : [], .. some, .. more]);
}
