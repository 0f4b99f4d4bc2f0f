using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Projection;
using Ilb.Model.Snapshots;
using Xunit;
using static Ilb.Unit.Decisions.SiteTests;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

/// <summary>What agents are told of gateways.</summary>
public sealed class GatewayProjectionTests
{
    private const string Vnet = "VNetUSWest";

    private readonly World _world = Connected();

    [Fact]
    public void Agents_are_told_of_the_gateway_and_its_tunnels()
    {
        _world.Accept(CreateWith(Role("web1")));
        _world.Accept(new UpdateConnection(Tenant, Vnet, "branch", "Disconnect"));
        var snapshot = Project();
        var gateway = snapshot.Gateways.Should().ContainSingle().Which;
        (gateway.Name, gateway.Address.ToString(), gateway.Subnet.ToString(), gateway.PublicAddress.ToString(), gateway.Node)
            .Should().Be((Vnet, "10.0.255.4", "10.0.255.0/29", "203.0.113.12", 1));
        gateway.Network.Should().Be(snapshot.Networks.Single(n => n.Name == Vnet).Slot.Index);
        gateway.Port.Should().NotBe(snapshot.Machines[0].Port).And.NotBe(Outside.Port);
        gateway.Tunnels.Select(t => $"{t} {t.IsConnected} {string.Join('+', t.Prefixes)}").Should().Equal(
            "hq 198.51.100.1 True 192.168.0.0/16+172.16.0.0/12", "branch 198.51.100.2 False 10.9.0.0/24");
        gateway.Tunnels[0].SharedKey.Should().Be(_world.MyGateway.Connections[0].SharedKey);
        snapshot.Networks.Should().ContainSingle(n => n.Slot.Index == Outside.Network);
    }

    [Fact]
    public void A_gateway_that_was_removed_leaves_its_port_to_others_and_gets_another_generation()
    {
        var port = Project().Gateways[0].Port;
        _world.Accept(new DeleteGateway(Tenant, Vnet));
        Project().Gateways.Should().BeEmpty();
        _world.Accept(new CreateGateway(Tenant, Vnet, null, null));
        Project().Gateways[0].Port.Should().Be(new Slot(port.Index, port.Generation + 1));
    }

    [Fact]
    public void No_tunnel_goes_to_a_site_whose_gateway_is_not_known()
    {
        _world.Accept(Put(ConnectedSite("hq", "branch"), Hq, Branch with { VpnGatewayAddress = null }));
        Project().Gateways[0].Tunnels.Should().ContainSingle().Which.Site.Should().Be("hq");
    }

    [Fact]
    public void Sites_of_a_gateway_do_not_reach_each_other_unless_the_configuration_says_so()
    {
        Transit().Should().Equal("hq ", "branch ");
        _world.Accept(Put(ConnectedSite("hq", "branch") with { IsTransit = true }, Hq, Branch));
        Transit().Should().Equal("hq 10.9.0.0/24", "branch 192.168.0.0/16+172.16.0.0/12");
        _world.Accept(Put(ConnectedSite("hq", "branch"), Hq, Branch));
        Transit().Should().Equal("hq ", "branch ");
    }

    [Fact]
    public void A_tunnel_does_not_change_with_another_one_that_is_disconnected()
    {
        _world.Accept(Put(ConnectedSite("hq", "branch") with { IsTransit = true }, Hq, Branch));
        _world.Accept(new UpdateConnection(Tenant, Vnet, "branch", "Disconnect"));
        Transit()[0].Should().Be("hq 10.9.0.0/24");
    }

    [Fact]
    public void Site_that_no_network_connects_is_reached_from_none()
    {
        _world.Accept(new UpdateConnection(Tenant, Vnet, "branch", "Disconnect"));
        _world.Accept(Put(ConnectedSite("hq") with { IsTransit = true }, Hq, Branch));
        Transit().Should().Equal("hq ");
    }

    private string[] Transit() => [.. Project().Gateways[0].Tunnels.Select(t => $"{t.Site} {string.Join('+', t.TransitPrefixes)}")];

    private Snapshot Project() => SnapshotProjection.Project(1, _world.State, EffectiveHealth.Unknown);
}
