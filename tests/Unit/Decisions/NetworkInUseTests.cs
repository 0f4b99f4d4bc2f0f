using AwesomeAssertions;
using Ilb.Model.Commands;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

public sealed class NetworkInUseTests
{
    private readonly World _world = Announced();

    [Fact]
    public void A_network_in_use_is_not_dropped_and_its_users_are_named() =>
        _world.Refuse(Put(), ProblemCode.NetworkInUse).Message.Should()
            .Contain("machine MyWebsite1/web1 (10.0.0.4)").And.Contain("internal load balancer MyWebsite1/MyILB");

    [Fact]
    public void A_network_in_use_does_not_move() =>
        _world.Refuse(Put(Site() with { Location = "East US" }), ProblemCode.NetworkInUse);

    [Fact]
    public void An_address_space_in_use_does_not_shrink() =>
        _world.Refuse(Put(Site() with { AddressPrefixes = ["10.0.0.0/17"] }), ProblemCode.NetworkInUse);

    [Fact]
    public void A_subnet_in_use_is_neither_dropped_nor_shrunk()
    {
        _world.Refuse(Put(Site() with { Subnets = [new("BackEndSubnet", "10.0.1.0/29")] }), ProblemCode.SubnetInUse);
        _world.Refuse(Put(Site() with { Subnets = [new("FrontEndSubnet", "10.0.0.0/25")] }), ProblemCode.SubnetInUse)
            .Message.Should().Contain("web1").And.Contain("web2").And.Contain("MyILB");
    }

    [Fact]
    public void What_is_unused_may_go_and_what_is_used_may_grow()
    {
        _world.Accept(Put(Site() with { AddressPrefixes = ["10.0.0.0/15"], Subnets = [new("frontendsubnet", "10.0.0.0/23")] }));
        _world.MyDeployment.Role("web1")!.Address.ToString().Should().Be("10.0.0.4");
    }

    [Fact]
    public void A_network_may_go_when_its_machines_are_gone()
    {
        _world.Accept(new DeleteDeployment(Tenant, Service, DeploymentName));
        _world.Accept(Put());
    }

    private static PutNetworkConfiguration Put(params VirtualNetworkSiteElement[] sites) => new(Tenant, Network(sites));
}
