using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Xunit;
using static Ilb.Unit.Decisions.SiteTests;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

public sealed class GatewayTests
{
    private const string Vnet = "VNetUSWest";

    private readonly World _world = Connected();

    [Fact]
    public void A_gateway_gets_an_address_inside_and_one_outside()
    {
        _world.MyGateway.Address.ToString().Should().Be("10.0.255.4");
        _world.MyGateway.PublicAddress.ToString().Should().Be("203.0.113.12");
    }

    [Fact]
    public void Public_VIPs_and_gateways_share_one_pool()
    {
        _world.Accept(CreateWith(Role("web1", Lone("ssh", 22, null))));
        _world.MyDeployment.PublicVip!.ToString().Should().Be("203.0.113.13");
        _world.Accept(new DeleteGateway(Tenant, Vnet));
        _world.Accept(Create());
        _world.MyGateway.PublicAddress.ToString().Should().Be("203.0.113.12");
    }

    [Fact]
    public void A_gateway_needs_its_subnet()
    {
        var world = new World();
        world.Accept(Put(Site() with { LocalNetworkSiteRefs = ["hq"] }, Hq));
        world.Refuse(Create(), ProblemCode.GatewayNeedsSubnet).Message.Should().Contain("GatewaySubnet").And.Contain("10.0.0.0/16");
    }

    [Fact]
    public void A_gateway_needs_a_site()
    {
        var world = new World();
        world.Accept(Put(ConnectedSite(), Hq));
        world.Refuse(Create(), ProblemCode.GatewayNeedsSite).Message.Should().Contain("hq");
    }

    [Fact]
    public void A_network_has_one_gateway() =>
        _world.Refuse(Create(), ProblemCode.GatewayExists).Message.Should().Contain("203.0.113.12");

    [Fact]
    public void What_a_gateway_is_asked_to_be_is_known() => _world.Refuse(new CreateGateway(Tenant, Vnet, "Round", "Huge")).Select(p => p.Code)
        .Should().Equal(ProblemCode.GatewayExists, ProblemCode.GatewayTypeUnknown, ProblemCode.GatewaySizeUnknown);

    [Fact]
    public void A_gateway_is_of_a_network_that_exists() =>
        _world.Refuse(new CreateGateway(Tenant, "nowhere", null, null), ProblemCode.VirtualNetworkUnknown).Message.Should().Contain(Vnet);

    [Fact]
    public void A_network_without_gateway_has_nothing_to_delete_or_change()
    {
        _world.Accept(new DeleteGateway(Tenant, Vnet));
        _world.Refuse(new DeleteGateway(Tenant, Vnet), ProblemCode.GatewayUnknown).Message.Should().Contain("New-AzureVNetGateway");
        _world.Refuse(new UpdateConnection(Tenant, Vnet, "hq", "Connect"), ProblemCode.GatewayUnknown);
    }

    [Fact]
    public void A_network_with_a_gateway_and_its_gateway_subnet_stay()
    {
        _world.Refuse(new PutNetworkConfiguration(Tenant, Network()), ProblemCode.NetworkInUse).Message.Should().Contain("gateway");
        _world.Refuse(Put(ConnectedSite("hq", "branch") with { Subnets = Site().Subnets }, Hq, Branch), ProblemCode.SubnetInUse);
        _world.Accept(new DeleteGateway(Tenant, Vnet));
        _world.Accept(new PutNetworkConfiguration(Tenant, Network()));
    }

    [Fact]
    public void A_connected_site_can_not_be_removed_and_a_disconnected_one_can()
    {
        _world.Refuse(Put(ConnectedSite("hq"), Hq), ProblemCode.LocalNetworkSiteInUse).Message.Should().Contain("branch").And.Contain("-Disconnect");
        _world.Refuse(Put(ConnectedSite("hq", "branch"), Hq), ProblemCode.LocalNetworkSiteUnknown);
        _world.Accept(new UpdateConnection(Tenant, Vnet, "branch", "Disconnect"));
        _world.Accept(Put(ConnectedSite("hq"), Hq));
        _world.MyGateway.Connections.Should().ContainSingle().Which.Site.Should().Be("hq");
    }

    [Fact]
    public void A_gateway_keeps_a_site()
    {
        _world.Accept(new UpdateConnection(Tenant, Vnet, "hq", "disconnect"));
        _world.Accept(new UpdateConnection(Tenant, Vnet, "branch", "disconnect"));
        _world.Refuse(Put(ConnectedSite(), Hq), ProblemCode.GatewayNeedsSite);
    }

    [Fact]
    public void A_put_keeps_gateway_and_keys_and_connects_new_sites()
    {
        var before = _world.MyGateway;
        _world.Accept(Put(ConnectedSite("branch", "more", "hq"), Hq, Branch, new("more", ["10.10.0.0/24"], "198.51.100.3")));
        _world.MyGateway.Should().Match<Gateway>(g => g.Address.Equals(before.Address) && g.PublicAddress.Equals(before.PublicAddress));
        _world.MyGateway.Connection("hq").Should().Be(before.Connection("hq"));
        _world.MyGateway.Connection("more")!.IsConnected.Should().BeTrue();
    }

    [Fact]
    public void A_gateway_is_reset_and_resized()
    {
        _world.Accept(new UpdateGateway(Tenant, Vnet, "Reset", null));
        _world.Accept(new UpdateGateway(Tenant, Vnet, "Resize", "highperformance"));
        (_world.MyGateway.Restarts, _world.MyGateway.Size).Should().Be((1, "HighPerformance"));
        _world.Refuse(new UpdateGateway(Tenant, Vnet, "Paint", "Standard"), ProblemCode.GatewayOperationUnknown);
        _world.Refuse(new UpdateGateway(Tenant, Vnet, "Resize", null), ProblemCode.GatewayOperationUnknown).Message.Should().Contain("HighPerformance");
        _world.Refuse(new UpdateGateway(Tenant, Vnet, "Resize", "Huge"), ProblemCode.GatewaySizeUnknown);
    }

    [Fact]
    public void No_machine_or_VIP_gets_an_address_of_the_gateway_subnet()
    {
        _world.Refuse(CreateWith(Role("web1") with { Network = new RoleNetworkRequest(["GatewaySubnet"], null, []) }), ProblemCode.SubnetIsForGateway)
            .Message.Should().Contain("FrontEndSubnet");
        _world.Refuse(CreateWith(Role("web1") with { Network = new RoleNetworkRequest([], "10.0.255.5", []) }), ProblemCode.SubnetIsForGateway);
        _world.Accept(CreateWith(Role("web1")));
        _world.Refuse(
            new AddLoadBalancer(Tenant, Service, DeploymentName, new LoadBalancerRequest("lb", null, "gatewaysubnet", null)), ProblemCode.SubnetIsForGateway);
        _world.Ask("10.0.255.6").IsAvailable.Should().BeFalse();
        _world.Ask("10.0.255.6").Suggestions.Should().NotContain(a => a.ToString().StartsWith("10.0.255", StringComparison.Ordinal));
    }

    [Fact]
    public void A_machine_that_asks_for_no_subnet_is_not_put_into_the_gateway_s()
    {
        var world = World.Empty();
        world.Accept(Put(Site() with { Subnets = [new("GatewaySubnet", "10.0.255.0/29"), new("a", "10.0.0.0/24")] }));
        world.Accept(CreateWith(Role("web1") with { Network = null }));
        world.MyDeployment.Role("web1")!.Subnet.Should().Be("a");
        world.Ask("10.0.0.0").Suggestions.Select(free => free.ToString()).Should().StartWith("10.0.0.5");
    }

    private static CreateGateway Create() => new(Tenant, Vnet, null, null);
}
