using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Rules;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

/// <summary>What held when the announcement was made, and what became of it: both versions on one deployment.</summary>
public sealed class VersionedRuleTests
{
    private static readonly DateOnly Old = new(2014, 5, 1), Later = new(2014, 6, 1);

    private readonly World _world = Empty();

    [Fact]
    public void An_existing_deployment_outside_a_network_takes_a_load_balancer_only_of_a_later_version()
    {
        _world.Accept(Outside);
        var add = new AddLoadBalancer(Tenant, Service, DeploymentName, new("MyILB", null, null, null));
        At(Old).Refuse(add, ProblemCode.LoadBalancerNeedsFirstDeployment).Message.Should()
            .Contain("FAQ 1").And.Contain("-InternalLoadBalancerConfig").And.Contain("-ApiVersion 2014-06-01").And.Contain("ILB_API_VERSION");
        At(Later).Accept(add);
    }

    [Fact]
    public void A_first_deployment_outside_a_network_brings_one_in_any_version()
    {
        At(Old).Accept(Outside with { LoadBalancers = [new("MyILB", null, null, null)] });
        _world.MyDeployment.LoadBalancer("MyILB").Should().NotBeNull();
    }

    [Fact]
    public void A_deployment_outside_a_network_beside_another_of_its_service_is_not_the_first()
    {
        _world.Accept(Outside);
        var second = Outside with { Name = "next", Slot = "Staging", LoadBalancers = [new("MyILB", null, null, null)] };
        At(Old).Refuse(second, ProblemCode.LoadBalancerNeedsFirstDeployment).Message.Should()
            .Contain("FAQ 1").And.Contain("MyWebsite1").And.Contain("-ApiVersion 2014-06-01");
        At(Old).Accept(second with { LoadBalancers = [] });
        At(Old).Accept(new DeleteDeployment(Tenant, Service, "next"));
        At(Later).Accept(second);
    }

    [Fact]
    public void A_deployment_in_a_regional_network_brings_one_beside_another_in_any_version()
    {
        _world.Accept(CreateWith(Role("a")));
        At(Old).Accept(CreateWith(Role("b")) with { Name = "next", Slot = "Staging", LoadBalancers = [Front] });
    }

    [Fact]
    public void A_network_of_an_affinity_group_takes_a_load_balancer_only_of_a_later_version()
    {
        InAffinityGroup();
        var add = new AddLoadBalancer(Tenant, "svc2", DeploymentName, Front);
        At(Old).Refuse(add, ProblemCode.LoadBalancerNeedsRegionalNetwork).Message.Should().Contain("FAQ 1").And.Contain("Set-AzureVNetConfig");
        At(Later).Accept(add);
    }

    [Fact]
    public void A_network_of_an_affinity_group_becomes_regional_with_its_machines_and_then_takes_one()
    {
        InAffinityGroup();
        var before = _world.State;
        At(Old).Refuse(Put(Group with { Location = "East US", AffinityGroup = null }), ProblemCode.NetworkInUse);
        At(Old).Accept(Put(Group with { Location = "West US", AffinityGroup = null }));

        _world.State.Allocations.Networks.Should().Be(before.Allocations.Networks);
        _world.State.Allocations.Ports.Should().Be(before.Allocations.Ports);
        _world.Subscription.CloudService("svc2")!.Deployments.Should().Equal(before.Subscription(Tenant)!.CloudService("svc2")!.Deployments);
        _world.Accept(new AddLoadBalancer(Tenant, "svc2", DeploymentName, Front));
        _world.Accept(new AddRole(Tenant, "svc2", DeploymentName, Role("b")));
    }

    [Fact]
    public void A_regional_network_in_use_does_not_go_back_to_an_affinity_group()
    {
        InAffinityGroup();
        _world.Accept(Put(Group with { Location = "West US", AffinityGroup = null }));
        _world.Refuse(Put(Group), ProblemCode.NetworkInUse);
    }

    [Fact]
    public void An_existing_endpoint_is_attached_to_a_load_balancer_only_of_a_later_version()
    {
        _world.Accept(CreateWith(Role("web1", Public), Role("web2", Public)));
        _world.Accept(new AddLoadBalancer(Tenant, Service, DeploymentName, Front));
        At(Old).Refuse(Update("web1", Member()), ProblemCode.EndpointCannotChangeVip).Message.Should()
            .Contain("FAQ 3").And.Contain("Remove-AzureEndpoint").And.Contain("-ApiVersion 2014-06-01");

        At(Later).Accept(Update("web1", Member())).Notes.Should().ContainSingle().Which.Should()
            .Be("Changed the load balancer of the whole set intwebeplb on web1, web2.");
        _world.Endpoint("web1").LoadBalancer.Should().Be("MyILB");
        _world.Endpoint("web2").LoadBalancer.Should().Be("MyILB", "members of a set share their VIP");
    }

    [Fact]
    public void An_endpoint_that_names_no_load_balancer_any_more_becomes_public_only_of_a_later_version()
    {
        _world.Accept(CreateWith(Role("web1")));
        _world.Accept(new AddLoadBalancer(Tenant, Service, DeploymentName, Front));
        _world.Accept(Update("web1", Lone("e", 80), Member()));

        var update = Update("web1", Lone("e", 80, null), Public);
        var problems = At(Old).Refuse(update);
        problems.Should().OnlyContain(p => p.Code == ProblemCode.EndpointCannotChangeVip).And.HaveCount(2);
        problems[0].Message.Should().Contain("e is on MyILB").And.Contain("public VIP").And.Contain("FAQ 3").And.Contain("-ApiVersion 2014-06-01");

        At(Later).Accept(update).Notes.Should().Equal(
            "The endpoint e of web1 is on the public VIP now, no longer on MyILB.",
            "The endpoint intwebep of web1 is on the public VIP now, no longer on MyILB.");
        _world.Endpoint("web1", "e").LoadBalancer.Should().BeNull();
        _world.Endpoint("web1").LoadBalancer.Should().BeNull();
    }

    [Fact]
    public void An_endpoint_that_leaves_its_set_and_names_no_load_balancer_is_public()
    {
        _world.Accept(CreateWith(Role("web1"), Role("web2")) with { LoadBalancers = [Front] });
        _world.Accept(Update("web1", Member()));
        _world.Accept(Update("web2", Member()));
        var alone = Lone("intwebep", 101, null);
        At(Old).Refuse(Update("web2", alone), ProblemCode.EndpointCannotChangeVip);
        At(Later).Accept(Update("web2", alone));
        _world.Endpoint("web2").LoadBalancer.Should().BeNull();
        _world.Endpoint("web1").LoadBalancer.Should().Be("MyILB");
    }

    [Fact]
    public void The_table_has_the_rules_of_the_announcement_until_its_version()
    {
        VersionedRule.All.Select(rule => rule.Source).Should().Equal("FAQ 1", "FAQ 3");
        VersionedRule.All.Should().OnlyContain(rule => rule.Holds(Old) && !rule.Holds(Later));
    }

    private static EndpointRequest Public => Member() with { LoadBalancer = null };

    private static LoadBalancerRequest Front => new("MyILB", "Private", "FrontEndSubnet", null);

    private static CreateDeployment Outside => CreateWith(Role("a") with { Network = null }) with { VirtualNetwork = null };

    private static VirtualNetworkSiteElement Group => Site("agvnet") with { Location = null, AffinityGroup = "agwest" };

    private static PutNetworkConfiguration Put(VirtualNetworkSiteElement network) => new(Tenant, Network(Site(), network));

    private void InAffinityGroup()
    {
        _world.Accept(new CreateAffinityGroup(Tenant, "agwest", null, null, "West US"));
        _world.Accept(Put(Group));
        _world.Accept(new CreateCloudService(Tenant, "svc2", null, null, null, "agwest"));
        _world.Accept(CreateWith(Role("a")) with { CloudService = "svc2", VirtualNetwork = "agvnet" });
    }

    private World At(DateOnly version)
    {
        _world.Version = version;
        return _world;
    }
}
