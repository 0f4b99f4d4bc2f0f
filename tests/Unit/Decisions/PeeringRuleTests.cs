using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Projection;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

/// <summary>Virtual networks that are joined without a tunnel, in the network configuration.</summary>
public sealed class PeeringRuleTests
{
    private readonly World _world = new();

    private static VirtualNetworkSiteElement Hub { get; } = Site() with { PeerRefs = ["Spoke"] };

    private static VirtualNetworkSiteElement Spoke { get; } = Site() with { Name = "spoke", AddressPrefixes = ["10.20.0.0/16"], Subnets = [] };

    [Fact]
    public void One_that_names_the_other_joins_both()
    {
        _world.Accept(Put(Hub, Spoke));
        var configuration = _world.Subscription.Network!;
        configuration.PeersOf(configuration.VirtualNetworks[0]).Should().Equal(configuration.VirtualNetworks[1]);
        configuration.PeersOf(configuration.VirtualNetworks[1]).Should().Equal(configuration.VirtualNetworks[0]);
        var networks = SnapshotProjection.Project(1, _world.State, EffectiveHealth.Unknown).Networks;
        networks.Single(n => n.Name == "spoke").Peers.Should().Equal(networks.Single(n => n.Name == "VNetUSWest").Slot.Index);
        networks.Single(n => n.Name == "VNetUSWest").Peers.Should().Equal(networks.Single(n => n.Name == "spoke").Slot.Index);
    }

    [Fact]
    public void Both_may_name_each_other() => _world.Accept(Put(Hub, Spoke with { PeerRefs = ["VNetUSWest"] }));

    [Fact]
    public void A_peer_is_declared() => _world.Refuse(Put(Hub with { PeerRefs = ["moon"] }, Spoke), ProblemCode.VirtualNetworkUnknown)
        .Message.Should().Contain("'moon'").And.Contain("spoke");

    [Fact]
    public void No_network_is_its_own_peer() => _world.Refuse(Put(Hub with { PeerRefs = ["VNetUSWest"] }, Spoke), ProblemCode.VirtualNetworkUnknown);

    [Fact]
    public void A_network_names_a_peer_once() => _world.Refuse(Put(Hub with { PeerRefs = ["spoke", "Spoke"] }, Spoke), ProblemCode.NameInUse);

    [Fact]
    public void Peers_do_not_overlap()
    {
        var problem = _world.Refuse(Put(Hub, Spoke with { AddressPrefixes = ["10.0.128.0/17"] }), ProblemCode.ConnectedPrefixesOverlap);
        problem.Path.Should().Be("VirtualNetworkSite[VNetUSWest]/Peerings/VirtualNetworkSiteRef[spoke]");
        problem.Message.Should().Contain("10.0.128.0/17 of the virtual network 'spoke'").And.Contain("10.0.0.0/16 of the virtual network 'VNetUSWest'");
    }

    [Fact]
    public void Two_peers_of_one_network_do_not_overlap() =>
        _world.Refuse(Put(Site(), Spoke with { PeerRefs = ["VNetUSWest"] }, Spoke with { Name = "other", PeerRefs = ["VNetUSWest"] }), ProblemCode.ConnectedPrefixesOverlap)
            .Message.Should().Contain("'spoke'").And.Contain("'other'");

    [Fact]
    public void A_peer_does_not_overlap_with_a_site() =>
        _world.Refuse(Put(ConnectedSite("branch") with { PeerRefs = ["spoke"] }, Spoke with { AddressPrefixes = ["10.9.0.0/16"] }, Branch), ProblemCode.ConnectedPrefixesOverlap)
            .Message.Should().Contain("'branch'").And.Contain("'spoke'");

    [Fact]
    public void Networks_that_are_not_joined_may_overlap() => _world.Accept(Put(Hub, Spoke, Spoke with { Name = "other" }));

    private static PutNetworkConfiguration Put(params VirtualNetworkSiteElement[] networks) => new(Tenant, Network(networks));

    private static PutNetworkConfiguration Put(VirtualNetworkSiteElement hub, VirtualNetworkSiteElement spoke, LocalNetworkSiteElement site) =>
        new(Tenant, Network(hub, spoke) with { LocalNetworkSites = [site] });
}
