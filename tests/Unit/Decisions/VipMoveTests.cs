using System.Net;
using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Documents;
using Ilb.Model.Projection;
using Ilb.Model.Snapshots;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

/// <summary>An internal load balancer moves to another address while it has connections.</summary>
public sealed class VipMoveTests
{
    private readonly World _world = Balanced();

    private InternalLoadBalancer Balancer => _world.MyDeployment.LoadBalancer("MyILB")!;

    [Fact]
    public void The_old_address_is_reserved_for_the_longest_idle_timeout()
    {
        _world.Accept(Update("web1", Member(), Lone("slow", 200) with { IdleTimeoutMinutes = 20 }));
        _world.Accept(MoveTo("10.0.0.100")).Notes.Should().ContainSingle().Which.Should()
            .Be("The VIP of MyILB changes from 10.0.0.6 to 10.0.0.100; connections to 10.0.0.6 go on for at most 20 minutes, new ones to it are refused.");

        var retired = Balancer.Retired.Should().ContainSingle().Subject;
        retired.Address.ToString().Should().Be("10.0.0.6");
        retired.Until.Should().BeCloseTo(Now.AddMinutes(20), TimeSpan.FromMinutes(1));
        _world.Ask("10.0.0.6").IsAvailable.Should().BeFalse();
        _world.Refuse(Add(Static("web3", "10.0.0.6")), ProblemCode.AddressInUse).Message.Should().Contain("MyILB, which moved away from it");
        _world.Accept(Add(Role("web3")));
        _world.MyDeployment.Role("web3")!.Address.ToString().Should().Be("10.0.0.7");
        _world.Refuse(
            new PutNetworkConfiguration(Tenant, Network(Site() with { Subnets = [new("BackEndSubnet", "10.0.1.0/29")] })), ProblemCode.SubnetInUse)
            .Message.Should().Contain("(10.0.0.6)");
    }

    [Fact]
    public void The_old_address_is_reserved_for_as_long_as_udp_flows_may_be_silent()
    {
        _world.Accept(Update("web1", Member(), Lone("dns", 53) with { Protocol = "udp", UdpIdleSeconds = 601 }));
        _world.Accept(MoveTo("10.0.0.100")).Notes.Should().ContainSingle().Which.Should().Contain("at most 11 minutes");
    }

    [Fact]
    public void Connections_to_the_old_address_keep_their_backends_and_new_ones_have_no_set()
    {
        var before = Snapshot();
        _world.Accept(MoveTo("10.0.0.100"));
        var after = Snapshot();

        var old = after.Sets.Single(set => set.IsRetired);
        old.Frontend.Should().Be(before.Sets.Single().Frontend);
        old.Backends.Select(b => b.Slot).Should().Equal(before.Sets.Single().Backends.Select(b => b.Slot));
        old.Backends.Should().OnlyContain(b => b.State == BackendState.Draining);
        old.Probe.Should().BeNull();
        after.Sets.Single(set => !set.IsRetired).Address.ToString().Should().Be("10.0.0.100");
        after.Vips.Select(vip => vip.Address.ToString()).Should().Equal("10.0.0.6", "10.0.0.100");
    }

    [Fact]
    public void Released_it_is_free_and_its_backends_are_gone()
    {
        _world.Accept(MoveTo("10.0.0.100"));
        _world.Accept(Release("10.0.0.6"));
        Balancer.Retired.Should().BeEmpty();
        Snapshot().Sets.Should().ContainSingle();
        _world.Ask("10.0.0.6").IsAvailable.Should().BeTrue();
        _world.Accept(Release("10.0.0.6"));
    }

    [Fact]
    public void Moved_back_it_has_its_connections_again()
    {
        var before = Snapshot().Sets.Single();
        _world.Accept(MoveTo("10.0.0.100"));
        _world.Accept(MoveTo("10.0.0.6"));
        Balancer.Retired.Select(retired => retired.Address.ToString()).Should().Equal("10.0.0.100");
        Snapshot().Sets.Single(set => !set.IsRetired).Frontend.Should().Be(before.Frontend);
    }

    [Fact]
    public void Without_endpoints_the_old_address_is_free_at_once()
    {
        var world = Announced();
        world.Accept(MoveTo("10.0.0.100")).Notes.Should().Equal("The VIP of MyILB changes from 10.0.0.6 to 10.0.0.100.");
        world.MyDeployment.LoadBalancers[0].Retired.Should().BeEmpty();
        world.Ask("10.0.0.6").IsAvailable.Should().BeTrue();
    }

    [Fact]
    public void A_state_stored_in_the_middle_of_a_move_comes_back()
    {
        _world.Accept(MoveTo("10.0.0.100"));
        var documents = DesiredDocuments.Split(_world.State);
        var joined = DesiredDocuments.Join(_world.State.Revision, documents);
        joined.Subscription(Tenant)!.CloudService(Service)!.Deployments[0].LoadBalancers[0].Retired.Should().Equal(Balancer.Retired);
        DesiredDocuments.Split(joined).Should().Equal(documents);
    }

    [Fact]
    public void A_static_address_of_a_load_balancer_is_never_given_to_a_machine()
    {
        _world.Accept(MoveTo("10.0.0.7"));
        _world.Accept(Add(Role("web3")));
        _world.MyDeployment.Role("web3")!.Address.ToString().Should().Be("10.0.0.8");
        _world.Refuse(Add(Static("web4", "10.0.0.7")), ProblemCode.AddressInUse).Message.Should().Contain("internal load balancer MyWebsite1/MyILB");
        _world.Refuse(Update("web1", Member()) with { Role = Static("web1", "10.0.0.7") }, ProblemCode.AddressInUse);
    }

    private Snapshot Snapshot() => SnapshotProjection.Project(_world.State.Revision, _world.State, EffectiveHealth.Unknown);

    private static AddRole Add(RoleRequest role) => new(Tenant, Service, DeploymentName, role);

    private static SetLoadBalancer MoveTo(string address) =>
        new(Tenant, Service, DeploymentName, "MyILB", new LoadBalancerRequest("MyILB", "Private", "FrontEndSubnet", address));

    private static ReleaseVip Release(string address) => new(Tenant, Service, DeploymentName, "MyILB", IPAddress.Parse(address));
}
