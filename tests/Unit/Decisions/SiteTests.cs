using AwesomeAssertions;
using Ilb.Model.Commands;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

/// <summary>Local network sites and what connects to them, in the network configuration.</summary>
public sealed class SiteTests
{
    private readonly World _world = new();

    [Fact]
    public void Sites_are_kept_with_their_prefixes_and_gateways()
    {
        _world.Accept(Put(ConnectedSite("HQ", "branch"), Hq, Branch));
        var network = _world.Subscription.Network!;
        network.LocalNetworkSite("Hq")!.AddressSpace.Select(p => p.ToString()).Should().Equal("192.168.0.0/16", "172.16.0.0/12");
        network.LocalNetworkSite("branch")!.GatewayAddress!.ToString().Should().Be("198.51.100.2");
        network.VirtualNetworks[0].Sites.Should().Equal("HQ", "branch");
    }

    [Fact]
    public void A_connected_site_does_not_overlap_with_the_network() =>
        Refuse(ProblemCode.ConnectedPrefixesOverlap, ConnectedSite("hq"), Hq with { AddressPrefixes = ["192.168.0.0/16", "10.0.128.0/24"] })
            .Message.Should().Contain("10.0.128.0/24 of the local network site 'hq'").And.Contain("10.0.0.0/16 of the virtual network 'VNetUSWest'");

    [Fact]
    public void Two_connected_sites_do_not_overlap() =>
        Refuse(ProblemCode.ConnectedPrefixesOverlap, ConnectedSite("hq", "branch"), Hq, Branch with { AddressPrefixes = ["192.168.7.0/24"] })
            .Message.Should().Contain("192.168.7.0/24 of the local network site 'branch'").And.Contain("192.168.0.0/16 of the local network site 'hq'");

    [Fact]
    public void Sites_that_no_network_connects_may_overlap_with_anything() =>
        _world.Accept(Put(ConnectedSite("hq"), Hq, Branch with { AddressPrefixes = ["192.168.7.0/24"] }, new("more", ["10.0.0.0/8"], null)));

    [Fact]
    public void The_prefixes_of_one_site_do_not_overlap() =>
        Refuse(ProblemCode.AddressSpaceOverlaps, Site(), Hq with { AddressPrefixes = ["192.168.0.0/16", "192.168.3.0/24"] });

    [Fact]
    public void Two_connected_sites_have_gateways_of_their_own() =>
        Refuse(ProblemCode.GatewayAddressInUse, ConnectedSite("hq", "branch"), Hq, Branch with { VpnGatewayAddress = Hq.VpnGatewayAddress })
            .Message.Should().Contain("'hq' and 'branch'").And.Contain("198.51.100.1");

    [Fact]
    public void A_site_s_gateway_is_not_behind_itself() =>
        Refuse(ProblemCode.GatewayAddressInside, Site(), Hq with { VpnGatewayAddress = "192.168.0.1" });

    [Theory]
    [InlineData("10.0.3.1", "10.0.0.0/16 of the virtual network 'VNetUSWest'")]
    [InlineData("10.9.0.1", "10.9.0.0/24 of the local network site 'branch'")]
    [InlineData("10.20.0.1", "10.20.0.0/16 of the virtual network 'spoke'")]
    public void A_site_s_gateway_is_not_within_what_is_connected(string address, string place)
    {
        var network = Network(ConnectedSite("hq", "branch"), Site() with { Name = "spoke", AddressPrefixes = ["10.20.0.0/16"], Subnets = [], PeerRefs = ["VNetUSWest"] });
        var problem = _world.Refuse(
            new PutNetworkConfiguration(Tenant, network with { LocalNetworkSites = [Hq with { VpnGatewayAddress = address }, Branch] }),
            ProblemCode.GatewayAddressInside);
        problem.Path.Should().Be("VirtualNetworkSite[VNetUSWest]/LocalNetworkSiteRef[hq]");
        problem.Message.Should().Contain($"{address} of the local network site 'hq'").And.Contain(place);
    }

    [Fact]
    public void A_site_s_gateway_may_be_within_what_is_not_connected() =>
        _world.Accept(Put(ConnectedSite("hq"), Hq with { VpnGatewayAddress = "10.9.0.1" }, Branch));

    [Fact]
    public void A_gateway_has_no_tunnel_to_itself()
    {
        _world.Accept(Put(ConnectedSite("hq"), Hq));
        _world.Accept(new CreateGateway(Tenant, "VNetUSWest", null, null));
        var own = _world.Subscription.VirtualNetwork("VNetUSWest")!.Gateway!.PublicAddress.ToString();
        Refuse(ProblemCode.GatewayAddressInUse, ConnectedSite("hq"), Hq with { VpnGatewayAddress = own }).Message.Should().Contain("'hq'").And.Contain("'VNetUSWest' itself");
    }

    [Fact]
    public void A_gateway_is_not_made_at_the_address_of_its_site()
    {
        _world.Accept(Put(ConnectedSite("hq"), Hq with { VpnGatewayAddress = "203.0.113.12" }));
        _world.Refuse(new CreateGateway(Tenant, "VNetUSWest", null, null), ProblemCode.GatewayAddressInUse).Message.Should().Contain("203.0.113.12");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("239.1.2.3")]
    public void A_site_s_gateway_has_an_address_of_its_own(string address) =>
        Refuse(ProblemCode.AddressReserved, Site(), Hq with { VpnGatewayAddress = address });

    [Fact]
    public void A_network_names_a_site_once() => Refuse(ProblemCode.NameInUse, ConnectedSite("hq", "HQ"), Hq);

    [Fact]
    public void Several_mistakes_come_together() => _world.Refuse(Put(ConnectedSite("none"), Hq with { Name = "-", AddressPrefixes = ["x"], VpnGatewayAddress = "y" }))
        .Select(p => p.Code).Should().Equal(
            ProblemCode.NameInvalid, ProblemCode.PrefixInvalid, ProblemCode.AddressInvalid, ProblemCode.LocalNetworkSiteUnknown);

    private Problem Refuse(ProblemCode code, VirtualNetworkSiteElement network, params LocalNetworkSiteElement[] sites) =>
        _world.Refuse(Put(network, sites), code);

    internal static PutNetworkConfiguration Put(VirtualNetworkSiteElement network, params LocalNetworkSiteElement[] sites) =>
        new(Tenant, Network(network) with { LocalNetworkSites = [.. sites] });
}
