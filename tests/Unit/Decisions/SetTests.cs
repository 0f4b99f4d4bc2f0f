using System.Collections.Immutable;
using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Snapshots;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

public sealed class SetTests
{
    private static readonly ProbeRequest Http = new("http", 8080, "/health", 20, 40);
    private readonly World _world = Balanced();

    [Fact]
    public void A_member_that_changes_the_probe_changes_it_for_the_whole_set_and_says_so()
    {
        var notes = _world.Accept(Update("web2", Member() with { Probe = Http })).Notes;

        notes.Should().Equal("Changed the probe of the whole set intwebeplb on web1, web2.");
        _world.Endpoint("web1").Probe.Should().Be(_world.Endpoint("web2").Probe).And.NotBeNull();
    }

    [Fact]
    public void Everything_shared_changes_on_all_members()
    {
        var acl = ImmutableArray.Create(new AclRuleRequest(1, "permit", "10.0.0.0/8", null));
        var notes = _world.Accept(Update("web1", new EndpointRequest(
            "intwebep", "udp", 200, 200, "INTWEBEPLB", "MyILB", true, 9, "sourceIP", Http, acl))).Notes;

        notes.Should().Equal(
            "Changed the protocol, public port, local port, direct server return, idle timeout, distribution, probe and access list "
            + "of the whole set intwebeplb on web1, web2.");
        _world.Endpoint("web2").Should().BeEquivalentTo(_world.Endpoint("web1"));
    }

    [Fact]
    public void What_a_member_leaves_out_it_inherits()
    {
        _world.Accept(Update("web1", Member() with { DirectServerReturn = true, IdleTimeoutMinutes = 9, Distribution = "sourceIP", Probe = Http }));
        _world.Accept(new AddRole(Tenant, Service, DeploymentName, Role("web3", Bare() with { Name = "third" }))).Notes.Should().BeEmpty();

        _world.Endpoint("web3", "third").Should().BeEquivalentTo(_world.Endpoint("web1"), o => o.Excluding(e => e.Name));
    }

    [Fact]
    public void The_VIP_is_that_of_the_other_members_where_a_member_names_no_load_balancer()
    {
        _world.Accept(Update("web1", Member() with { LoadBalancer = null })).Notes.Should().BeEmpty();
        _world.Endpoint("web1").LoadBalancer.Should().Be("MyILB");
        _world.Accept(UpdateSets(Bare() with { IdleTimeoutMinutes = 9 }));
        _world.Endpoint("web1").LoadBalancer.Should().Be("MyILB", "an update of the set leaves it where it is");
    }

    [Fact]
    public void Parts_of_a_probe_are_inherited_one_by_one()
    {
        _world.Accept(Update("web1", Member() with { Probe = Http }));
        _world.Accept(Update("web2", Bare() with { Probe = new ProbeRequest(null, null, null, 30, null) }));

        var probe = _world.Endpoint("web1").Probe!;
        (probe.Path, probe.Port, probe.IntervalSeconds, probe.TimeoutSeconds).Should().Be(("/health", 8080, 30, 40));
    }

    [Fact]
    public void Members_of_one_request_complete_each_other()
    {
        var world = Empty();
        world.Accept(CreateWith(Role("a", Member() with { Probe = null }), Role("b", Member() with { IdleTimeoutMinutes = 9 }))
            with
        { LoadBalancers = [new("MyILB", null, "FrontEndSubnet", null)] });

        world.Endpoint("a").Should().BeEquivalentTo(world.Endpoint("b"));
        world.Endpoint("a").IdleTimeoutMinutes.Should().Be(9);
        world.Endpoint("a").Probe!.IntervalSeconds.Should().Be(10);
    }

    [Fact]
    public void A_contradiction_within_one_request_is_refused()
    {
        var world = Empty();
        var problem = world.Refuse(
            CreateWith(Role("a", Member()), Role("b", Member() with { PublicPort = 101 }))
                with
            { LoadBalancers = [new("MyILB", null, "FrontEndSubnet", null)] },
            ProblemCode.SetContradiction);

        problem.Path.Should().Be("Role[b]/InputEndpoint[intwebep]/Port");
        problem.Message.Should().Contain("'101' contradicts '100'").And.Contain("intwebeplb");
    }

    [Fact]
    public void Contradicting_access_lists_are_refused()
    {
        EndpointRequest With(string subnet) => Bare() with { Acl = [new AclRuleRequest(1, "permit", subnet, null)] };
        _world.Refuse(UpdateSets(With("10.0.0.0/8"), With("11.0.0.0/8")), ProblemCode.SetContradiction);
    }

    [Fact]
    public void A_set_on_the_public_VIP_takes_no_member_on_the_load_balancer()
    {
        var world = Announced();
        world.Accept(Update("web1", Member() with { LoadBalancer = null }));
        world.Refuse(Update("web2", Member()), ProblemCode.EndpointCannotChangeVip);
    }

    [Fact]
    public void An_update_of_the_set_changes_all_members()
    {
        _world.Accept(UpdateSets(Bare() with { Protocol = "udp", PublicPort = 300, LocalPort = 300, Distribution = "sourceIPProtocol" }))
            .Notes.Should().ContainSingle();
        foreach (var role in (string[])["web1", "web2"])
        {
            var endpoint = _world.Endpoint(role);
            (endpoint.PublicPort, endpoint.LocalPort, endpoint.Distribution).Should().Be((300, 300, Distribution.SourceIpProtocol));
            endpoint.Probe!.IntervalSeconds.Should().Be(10);
        }
    }

    [Fact]
    public void An_update_of_an_unknown_set_names_those_that_exist() =>
        _world.Refuse(UpdateSets(Bare() with { SetName = "nope", LocalPort = 1, Protocol = "tcp" }), ProblemCode.SetUnknown)
            .Message.Should().Contain("'nope'").And.Contain("intwebeplb");

    [Fact]
    public void An_update_of_no_set_is_accepted() => _world.Accept(UpdateSets());

    [Fact]
    public void A_changed_set_must_not_take_the_port_of_another()
    {
        _world.Accept(Update("web1", Member(), Lone("http", 80)));
        _world.Refuse(UpdateSets(Bare() with { PublicPort = 80 })).Should().OnlyContain(p => p.Code == ProblemCode.PortInUse);
    }

    [Fact]
    public void A_member_that_leaves_takes_nothing_with_it()
    {
        _world.Accept(Update("web1"));
        _world.MyDeployment.Role("web1")!.Endpoints.Should().BeEmpty();
        _world.Endpoint("web2").Probe!.Port.Should().Be(100);
    }

    private static EndpointRequest Bare() => new("intwebep", null, null, null, "intwebeplb", null, null, null, null, null, null);

    private static UpdateLoadBalancedSets UpdateSets(params EndpointRequest[] endpoints) => new(Tenant, Service, DeploymentName, [.. endpoints]);
}
