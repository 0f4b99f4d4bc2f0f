using System.Collections.Immutable;
using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Projection;
using Ilb.Model.Snapshots;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

/// <summary>A set with a least number of members is not emptied by mistake.</summary>
public sealed class ServingGuardTests
{
    private readonly World _world = Balanced();

    public ServingGuardTests() => _world.Accept(Update("web1", Guarded(1)));

    public static TheoryData<Command> Emptying { get; } =
    [
        new BeginDrain(Tenant, ["web2"], null, null, null, null),
        new BeginDrain(Tenant, ["web2"], "intwebeplb", null, null, null),
        new StopRoles(Tenant, Service, DeploymentName, ["web2"], true),
        new RestartRoles(Tenant, Service, DeploymentName, ["web2"]),
        new DeleteRole(Tenant, Service, DeploymentName, "web2"),
        new DeleteDeployment(Tenant, Service, DeploymentName),
        new DeleteCloudService(Tenant, Service, WithDeployments: true),
        Update("web2"),
        Update("web2", Guarded(1) with { Weight = 0 }),
    ];

    [Theory]
    [MemberData(nameof(Emptying))]
    public void The_last_member_that_serves_stays_unless_the_set_is_named(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        _world.Accept(new StopRoles(Tenant, Service, DeploymentName, ["web1"], true));
        var problem = _world.Refuse(command, ProblemCode.SetWouldBeEmpty);
        problem.Kind.Should().Be(ProblemKind.Conflict);
        problem.Message.Should().StartWith("MyWebsite1/intwebeplb would be left with no member that takes connections, and at least 1 shall stay")
            .And.Contain("Now these do: web2.").And.Contain("-EmptySet intwebeplb");
        Decide(command, mayEmpty: ["other"]).Should().BeOfType<Refused>();
        Decide(command, mayEmpty: ["INTWEBEPLB"]).Should().BeOfType<Accepted>();
        Decide(command, mayEmpty: ["MyWebsite1/intwebeplb"]).Should().BeOfType<Accepted>();
    }

    [Fact]
    public void A_machine_that_waits_to_be_attached_serves_nobody()
    {
        _world.Accept(new AddRole(Tenant, Service, DeploymentName, Role("web3", Guarded(1)) with { Image = "attached" }));
        _world.Accept(new StopRoles(Tenant, Service, DeploymentName, ["web1"], true));
        var stop = new StopRoles(Tenant, Service, DeploymentName, ["web2"], true);
        _world.Refuse(stop, ProblemCode.SetWouldBeEmpty).Message.Should().Contain("Now these do: web2.");
        _world.Accept(new AttachMachine(Tenant, "web3", new Binding(BindingKind.Namespace, "/run/netns/blue")));
        _world.Accept(stop);
        var detach = new DetachMachine(Tenant, "web3");
        _world.Refuse(detach, ProblemCode.SetWouldBeEmpty).Message.Should().Contain("Now these do: web3.").And.Contain("ilb … --empty-set intwebeplb");
        Decide(detach, mayEmpty: ["intwebeplb"]).Should().BeOfType<Accepted>();
    }

    [Fact]
    public void A_load_balancer_with_endpoints_stays_whatever_is_named() =>
        Decide(new RemoveLoadBalancer(Tenant, Service, DeploymentName, "MyILB"), mayEmpty: ["intwebeplb"]).Should().BeOfType<Refused>()
            .Which.Problems.Select(problem => problem.Code).Should().Equal(ProblemCode.LoadBalancerInUse);

    [Fact]
    public void Sets_of_a_package_are_not_guarded() => Packaged.Deployed(2).Accept(Packaged.Configure(1));

    [Fact]
    public void Only_what_is_well_counts()
    {
        var web1 = _world.State.Allocations.Backends.Used.Values.Min(slot => slot.Index);
        var health = EffectiveHealth.Unknown with { Backends = ImmutableDictionary<Slot, BackendState>.Empty.Add(new Slot(web1, 1), BackendState.Up) };
        Decide(Drain("web1"), health).Should().BeOfType<Refused>("web2 is down");
        Decide(Drain("web2"), health).Should().BeOfType<Accepted>();
        Decide(Drain("web2"), EffectiveHealth.Unknown).Should().BeOfType<Accepted>("nothing is lost");
    }

    [Fact]
    public void More_than_one_can_be_the_least()
    {
        _world.Accept(Update("web1", Guarded(2)));
        _world.Refuse(Drain("web1"), ProblemCode.SetWouldBeEmpty).Message.Should().Contain("1 member that takes connections, and at least 2");
    }

    [Fact]
    public void What_empties_nothing_or_takes_the_guard_away_passes()
    {
        _world.Accept(Update("web2", Guarded(1) with { IdleTimeoutMinutes = 10 }));
        _world.Accept(new SetLoadBalancer(Tenant, Service, DeploymentName, "MyILB", new LoadBalancerRequest("MyILB", null, "FrontEndSubnet", "10.0.0.77")));
        _world.Accept(Drain("web1"));
        _world.Accept(new UpdateLoadBalancedSets(Tenant, Service, DeploymentName, [Guarded(2)]));
        _world.Accept(Update("web2", Guarded(0)));
        _world.Accept(Drain("web2"));
    }

    [Fact]
    public void A_minimum_is_0_to_50() => _world.Refuse(Update("web1", Guarded(51)), ProblemCode.MinimumHealthyMembersOutOfRange);

    private static BeginDrain Drain(string machine) => new(Tenant, [machine], null, null, null, null);

    private static EndpointRequest Guarded(int least) => Member() with { Policy = PolicyRequest.Silent with { MinimumHealthyMembers = least } };

    private Outcome Decide(Command command, EffectiveHealth? health = null, params ImmutableArray<string> mayEmpty) => Decider.Decide(
        _world.State, command, new CommandContext(Now, Guid.Empty, World.Catalogue) { Health = health, MayEmpty = mayEmpty });
}
