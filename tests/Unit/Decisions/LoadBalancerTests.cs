using AwesomeAssertions;
using Ilb.Model.Commands;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

public sealed class LoadBalancerTests
{
    private readonly World _world = Empty();

    public LoadBalancerTests() => _world.Accept(CreateWith(Role("web1")));

    [Fact]
    public void A_load_balancer_gets_a_free_address_of_its_subnet()
    {
        _world.Accept(Add(Front()));
        Vip().Should().Be("10.0.0.5");
    }

    [Fact]
    public void A_load_balancer_gets_the_address_that_it_asks_for()
    {
        _world.Accept(Add(Front() with { StaticAddress = "10.0.0.10" }));
        Vip().Should().Be("10.0.0.10");
        _world.Ask("10.0.0.10").IsAvailable.Should().BeFalse();
    }

    [Fact]
    public void A_second_load_balancer_is_refused_with_the_recorded_text()
    {
        _world.Accept(Add(Front() with { Name = "testload" }));
        _world.Refuse(Add(Front()), ProblemCode.LoadBalancerExists).Message
            .Should().Be("LoadBalancer already exists: testload. Only one internal load balancer allowed per deployment.");
    }

    [Fact]
    public void A_new_deployment_has_at_most_one_too() => _world.Refuse(
        CreateWith(Role("a")) with { Slot = "Staging", Name = "two", LoadBalancers = [Front() with { Name = "lb1" }, Front() with { Name = "lb2" }] },
        ProblemCode.LoadBalancerExists);

    [Fact]
    public void A_load_balancer_is_private() => _world.Refuse(Add(Front() with { Type = "Public" }), ProblemCode.FrontendTypeUnknown);

    [Fact]
    public void In_a_network_it_names_a_subnet() =>
        _world.Refuse(Add(Front() with { SubnetName = null }), ProblemCode.SubnetMissing).Message.Should().Contain("FrontEndSubnet");

    [Fact]
    public void Its_static_address_is_free_and_in_the_subnet()
    {
        _world.Refuse(Add(Front() with { StaticAddress = "10.0.0.4" }), ProblemCode.AddressInUse).Message.Should().Contain("web1");
        _world.Refuse(Add(Front() with { StaticAddress = "10.0.1.4" }), ProblemCode.AddressOutsideSubnet);
        _world.Refuse(Add(Front() with { StaticAddress = "10.0.0.2" }), ProblemCode.AddressReserved);
    }

    [Fact]
    public void Outside_a_network_it_has_an_address_of_the_private_space_and_names_no_subnet()
    {
        _world.Accept(new DeleteDeployment(Tenant, Service, DeploymentName));
        var outside = CreateWith(Role("a") with { Network = null }) with { VirtualNetwork = null };
        _world.Refuse(outside with { LoadBalancers = [Front()] }, ProblemCode.SubnetNeedsVirtualNetwork);
        _world.Refuse(outside with { LoadBalancers = [new("lb", null, null, "10.0.0.9")] }, ProblemCode.AddressNeedsVirtualNetwork);
        _world.Accept(outside with { LoadBalancers = [new("MyILB", null, null, null)] });
        Vip().Should().Be("100.64.0.5");
    }

    [Fact]
    public void A_changed_address_is_said_and_moves_the_set()
    {
        _world.Accept(Add(Front()));
        _world.Accept(World.Update("web1", Member()));
        _world.Accept(Set(Front() with { StaticAddress = "10.0.0.11" })).Notes.Should().ContainSingle().Which.Should().Contain("10.0.0.5 to 10.0.0.11");
        _world.Accept(Set(Front())).Notes.Should().BeEmpty("a free choice within the subnet keeps the address");
        Vip().Should().Be("10.0.0.11");
    }

    [Fact]
    public void Members_may_call_their_own_set_once_it_is_allowed_and_who_says_nothing_changes_nothing()
    {
        _world.Accept(Add(Front()));
        Loopback().Should().BeFalse();
        _world.Accept(Set(Front() with { AllowLoopback = true }));
        _world.Accept(Set(Front() with { StaticAddress = "10.0.0.11" }));
        Loopback().Should().BeTrue();
        _world.Accept(Set(Front() with { AllowLoopback = false }));
        Loopback().Should().BeFalse();
    }

    [Fact]
    public void A_load_balancer_keeps_its_name()
    {
        _world.Accept(Add(Front()));
        _world.Refuse(Set(Front() with { Name = "other" }), ProblemCode.LoadBalancerRenamed);
    }

    [Fact]
    public void A_load_balancer_in_use_names_its_endpoints()
    {
        _world.Accept(Add(Front()));
        _world.Accept(World.Update("web1", Member()));
        _world.Refuse(Remove("myilb"), ProblemCode.LoadBalancerInUse).Message.Should().Contain("endpoint intwebep on web1");
        _world.Accept(World.Update("web1"));
        _world.Accept(Remove("myilb"));
        _world.MyDeployment.LoadBalancers.Should().BeEmpty();
    }

    [Fact]
    public void An_unknown_load_balancer_is_not_found() =>
        _world.Refuse(Remove("nope"), ProblemCode.LoadBalancerUnknown).Kind.Should().Be(ProblemKind.NotFound);

    private bool Loopback() => _world.MyDeployment.LoadBalancer("MyILB")!.AllowsLoopback;

    private string Vip() => _world.MyDeployment.LoadBalancer("MyILB")!.Address.ToString();

    private static LoadBalancerRequest Front() => new("MyILB", "Private", "FrontEndSubnet", null);

    private static AddLoadBalancer Add(LoadBalancerRequest request) => new(Tenant, Service, DeploymentName, request);

    private static SetLoadBalancer Set(LoadBalancerRequest request) => new(Tenant, Service, DeploymentName, "MyILB", request);

    private static RemoveLoadBalancer Remove(string name) => new(Tenant, Service, DeploymentName, name);
}
