using System.Collections.Immutable;
using System.Net;
using AwesomeAssertions;
using Ilb.Model.Addressing;
using Ilb.Model.Commands;
using Ilb.Model.Projection;
using Ilb.Model.Snapshots;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

/// <summary>A virtual network with an IPv6 prefix: whatever is in it has a second address.</summary>
public sealed class Ipv6Tests
{
    private readonly World _world = Balanced();

    [Fact]
    public void Machines_and_VIPs_have_their_IPv4_address_behind_the_prefix()
    {
        Add("fd00:1::/64");

        var snapshot = Project();
        snapshot.Networks.Single(n => n.Name == "VNetUSWest").Ipv6.Should().Be(IpPrefix.Parse("fd00:1::/64"));
        snapshot.Machines.Select(m => $"{m.Address} {m.Ipv6Address}").Should().Equal("10.0.0.4 fd00:1::a00:4", "10.0.0.5 fd00:1::a00:5");
        snapshot.Vips.Select(v => $"{v.Address}").Should().Equal("10.0.0.6", "fd00:1::a00:6");
    }

    [Fact]
    public void A_set_is_served_at_both_addresses_by_slots_of_their_own()
    {
        var before = Project().Sets.Single();
        Add("fd00:1::/96");

        var sets = Project().Sets;
        sets.Select(s => $"{s.Name} {new IPEndPoint(s.Address, s.PublicPort)}").Should().Equal(
            "MyWebsite1/intwebeplb 10.0.0.6:100", "MyWebsite1/intwebeplb at fd00:1::a00:6 [fd00:1::a00:6]:100");
        sets[1].Backends.Select(b => $"{b.Name} {b.Address}:{b.LocalPort}").Should().Equal(
            "MyWebsite1/web1/intwebep fd00:1::a00:4:100", "MyWebsite1/web2/intwebep fd00:1::a00:5:100");
        sets[0].Should().BeEquivalentTo(before, "whoever is connected does not notice");
        sets.Select(s => s.Frontend).Should().OnlyHaveUniqueItems();
        sets.SelectMany(s => s.Backends).Select(b => b.Slot).Should().OnlyHaveUniqueItems();
        HealthTarget.Of(_world.State).Select(target => target.Place).Should().OnlyHaveUniqueItems("each family is judged for itself");
        HealthTarget.Of(_world.State).Select(target => target.Backend).Should().BeEquivalentTo(sets.SelectMany(s => s.Backends).Select(b => b.Slot));
    }

    [Fact]
    public void An_access_list_speaks_of_both_families()
    {
        Add("fd00:1::/96");
        _world.Accept(Update("web1", Member() with
        {
            Acl = [new AclRuleRequest(100, "permit", "10.0.1.0/24", null), new AclRuleRequest(200, "permit", "fd00:1::a00:100/120", null)],
        }));

        Project().Sets.Select(s => string.Join(", ", s.Acl!.Rules)).Should().Equal(
            "100 permit 10.0.1.0/24, 200 permit fd00:1::a00:100/120",
            "100 permit fd00:1::a00:100/120, 200 permit fd00:1::a00:100/120");
    }

    [Fact]
    public void A_rule_on_an_IPv4_address_is_one_on_the_machine_in_joined_networks_too()
    {
        _world.Accept(Update("web1", Member() with { Acl = [new AclRuleRequest(100, "deny", "10.0.0.5/32", null), new AclRuleRequest(200, "deny", "10.20.0.0/16", null)] }));
        Add("fd00:1::/64");
        var before = Project().Sets[1].Acl!;
        before.Rules.Select(rule => $"{rule}").Should().Equal("100 deny fd00:1::a00:5/128", "200 deny fd00:1::a14:0/112");
        before.Permits(IPAddress.Parse("fd00:1::a00:5")).Should().BeFalse("else an IPv6 prefix would let in whom the list denies");

        var spoke = Site("spoke") with { AddressPrefixes = ["10.20.0.0/16", "fd00:2::/64"], Subnets = [], PeerRefs = ["VNetUSWest"] };
        _world.Accept(new PutNetworkConfiguration(Tenant, Network(Site() with { AddressPrefixes = ["10.0.0.0/16", "fd00:1::/64"] }, spoke)));
        var joined = Project().Sets[1].Acl!;
        joined.Permits(IPAddress.Parse("fd00:2::a14:7")).Should().BeFalse();
        joined.Slot.Should().NotBe(before.Slot, "what was judged by other rules is judged again");
    }

    [Fact]
    public void A_moved_VIP_is_kept_in_both_families()
    {
        Add("fd00:1::/96");
        _world.Accept(new SetLoadBalancer(Tenant, Service, DeploymentName, "MyILB", new LoadBalancerRequest("MyILB", "Private", "FrontEndSubnet", "10.0.0.9")));

        Project().Sets.Select(s => $"{s.Address} {s.IsRetired}").Should().BeEquivalentTo(
            "10.0.0.9 False", "fd00:1::a00:9 False", "10.0.0.6 True", "fd00:1::a00:6 True");
        Project().Vips.Should().HaveCount(4);
    }

    [Fact]
    public void A_public_set_is_one_of_IPv4()
    {
        Add("fd00:1::/96");
        _world.Accept(Update("web2", Lone("open", 8080, balancer: null)));

        Project().Sets.Count(s => s.Network == Outside.Network).Should().Be(1);
    }

    [Fact]
    public void The_prefix_stays_while_somebody_has_an_address_of_it()
    {
        Add("fd00:1::/96");

        _world.Refuse(Put("fd00:2::/96"), ProblemCode.NetworkInUse).Message.Should()
            .Contain("fd00:1::/96").And.Contain("machine MyWebsite1/web1").And.Contain("MyILB");
        _world.Refuse(Put(), ProblemCode.NetworkInUse);
        _world.Accept(new DeleteDeployment(Tenant, Service, DeploymentName));
        _world.Accept(Put());
        Project().Networks.Single(n => n.Name == "VNetUSWest").Ipv6.Should().BeNull();
    }

    [Theory]
    [InlineData("fd00:1::1/96", ProblemCode.PrefixInvalid)]
    [InlineData("fd00:1::/129", ProblemCode.PrefixInvalid)]
    [InlineData("fd00:1::", ProblemCode.PrefixInvalid)]
    [InlineData("::ffff:10.0.0.0/104", ProblemCode.PrefixInvalid)]
    [InlineData("fd00:1::/97", ProblemCode.Ipv6PrefixTooLong)]
    [InlineData("fe80::/64", ProblemCode.AddressSpaceReserved)]
    [InlineData("ff05::/64", ProblemCode.AddressSpaceReserved)]
    [InlineData("::/0", ProblemCode.AddressSpaceReserved)]
    [InlineData("64:ff9b::/96", ProblemCode.AddressSpaceReserved)]
    public void A_prefix_has_room_for_an_IPv4_address_and_means_nothing_else(string prefix, ProblemCode code) =>
        _world.Refuse(Put(prefix), code).Path.Should().Be($"VirtualNetworkSite[VNetUSWest]/AddressPrefix[{prefix}]");

    [Fact]
    public void A_network_has_one() => _world.Refuse(Put("fd00:1::/96", "fd00:2::/96"), ProblemCode.Ipv6PrefixesTooMany);

    [Fact]
    public void A_network_has_IPv4_as_well() =>
        _world.Refuse(new PutNetworkConfiguration(Tenant, Network(Site(), Site("six") with { AddressPrefixes = ["fd00:1::/96"], Subnets = [] })), ProblemCode.AddressSpaceMissing);

    [Fact]
    public void Joined_networks_have_prefixes_of_their_own()
    {
        var spoke = Site("spoke") with { AddressPrefixes = ["10.20.0.0/16", "fd00::/32"], Subnets = [], PeerRefs = ["VNetUSWest"] };
        var hub = Site() with { AddressPrefixes = ["10.0.0.0/16", "fd00:0:1::/96"] };

        _world.Refuse(new PutNetworkConfiguration(Tenant, Network(hub, spoke)), ProblemCode.ConnectedPrefixesOverlap)
            .Message.Should().Contain("fd00:0:1::/96").And.Contain("fd00::/32");
        _world.Accept(new PutNetworkConfiguration(Tenant, Network(hub, spoke with { PeerRefs = [] })));
    }

    private void Add(string prefix) => _world.Accept(Put(prefix));

    private static PutNetworkConfiguration Put(params ImmutableArray<string> prefixes) =>
        new(Tenant, Network(Site() with { AddressPrefixes = ["10.0.0.0/16", .. prefixes] }));

    private Snapshot Project() => SnapshotProjection.Project(1, _world.State, EffectiveHealth.Unknown);
}
