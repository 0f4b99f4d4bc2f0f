using System.Collections.Immutable;
using AwesomeAssertions;
using Ilb.Model.Commands;
using Xunit;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

public sealed class NetworkConfigurationTests
{
    private readonly World _world = new();

    [Fact]
    public void A_put_replaces_everything_and_keeps_the_id_of_a_network_of_the_same_name()
    {
        Put(Site("a"), Site("b"));
        var id = _world.Subscription.VirtualNetwork("a")!.Id;
        Put(Site("A"), Site("c"));

        _world.Subscription.Network!.VirtualNetworks.Select(n => n.Name).Should().Equal("A", "c");
        _world.Subscription.VirtualNetwork("a")!.Id.Should().Be(id);
        _world.Subscription.VirtualNetwork("c")!.Id.Should().NotBe(id);
    }

    [Fact]
    public void A_put_of_nothing_removes_all()
    {
        Put(Site());
        Put();
        _world.Subscription.Network!.VirtualNetworks.Should().BeEmpty();
    }

    [Fact]
    public void Networks_may_have_the_same_address_space() => Put(Site("a"), Site("b"));

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData(" a")]
    public void A_network_name_is_checked(string name) => Refuse(ProblemCode.NameInvalid, Site(name));

    [Fact]
    public void A_name_may_have_a_space_inside() => Put(Site("Group Group X"));

    [Fact]
    public void Two_networks_of_one_name_are_refused() => Refuse(ProblemCode.NameInUse, Site("a"), Site("A"));

    [Fact]
    public void Two_subnets_of_one_name_are_refused() =>
        Refuse(ProblemCode.NameInUse, Site() with { Subnets = [new("s", "10.0.0.0/24"), new("S", "10.0.1.0/24")] });

    [Fact]
    public void A_network_is_in_a_place_that_exists()
    {
        Refuse(ProblemCode.LocationUnknown, Site() with { Location = "Mars" });
        Refuse(ProblemCode.LocationMissing, Site() with { Location = null });
        Refuse(ProblemCode.AffinityGroupUnknown, Site() with { Location = null, AffinityGroup = "ag" });
    }

    [Theory]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0.1/16")]
    [InlineData("10.0/16")]
    [InlineData("10.0.0.0/33")]
    [InlineData("999.0.0.0/8")]
    [InlineData("010.0.0.0/16")]
    [InlineData("0xa.0.0.0/16")]
    [InlineData("10.0.0.0/016")]
    public void An_address_prefix_is_a_base_address_and_a_length(string prefix) =>
        _world.Refuse(Command(Site() with { AddressPrefixes = ["10.0.0.0/16", prefix] }), ProblemCode.PrefixInvalid)
            .Path.Should().Be($"VirtualNetworkSite[VNetUSWest]/AddressPrefix[{prefix}]");

    [Fact]
    public void A_network_without_address_space_is_refused() =>
        Refuse(ProblemCode.AddressSpaceMissing, Site() with { AddressPrefixes = [], Subnets = [] });

    [Theory]
    [InlineData("127.0.0.0/8")]
    [InlineData("0.0.0.0/0")]
    [InlineData("169.254.3.0/24")]
    [InlineData("168.63.129.0/24")]
    [InlineData("224.0.0.0/24")]
    public void Addresses_that_mean_something_else_are_no_address_space(string prefix) =>
        Refuse(ProblemCode.AddressSpaceReserved, Site() with { AddressPrefixes = [prefix], Subnets = [] });

    [Fact]
    public void Prefixes_of_one_network_do_not_overlap() =>
        Refuse(ProblemCode.AddressSpaceOverlaps, Site() with { AddressPrefixes = ["10.0.0.0/16", "10.0.128.0/17"] });

    [Fact]
    public void A_subnet_lies_in_the_address_space() =>
        Refuse(ProblemCode.SubnetOutsideAddressSpace, Site() with { Subnets = [new("s", "10.1.0.0/24")] });

    [Fact]
    public void A_subnet_does_not_span_two_prefixes() => Refuse(
        ProblemCode.SubnetOutsideAddressSpace,
        Site() with { AddressPrefixes = ["10.0.0.0/24", "10.0.1.0/24"], Subnets = [new("s", "10.0.0.0/23")] });

    [Fact]
    public void Subnets_do_not_overlap_even_with_others_between_them() => _world.Refuse(
            Command(Site() with { Subnets = [new("wide", "10.0.0.0/17"), new("in1", "10.0.0.0/24"), new("in2", "10.0.5.0/24")] }))
        .Select(p => (p.Code, p.Path)).Should().Equal(
            (ProblemCode.SubnetOverlaps, "VirtualNetworkSite[VNetUSWest]/Subnet[in1]"),
            (ProblemCode.SubnetOverlaps, "VirtualNetworkSite[VNetUSWest]/Subnet[in2]"));

    [Theory]
    [InlineData("10.0.0.0/30")]
    [InlineData("10.0.0.4/32")]
    public void A_subnet_has_at_least_three_usable_addresses(string prefix) =>
        Refuse(ProblemCode.SubnetSizeOutOfRange, Site() with { Subnets = [new("s", prefix)] });

    [Fact]
    public void A_subnet_is_at_most_a_slash_8() => Refuse(
        ProblemCode.SubnetSizeOutOfRange, Site() with { AddressPrefixes = ["12.0.0.0/7"], Subnets = [new("s", "12.0.0.0/7")] });

    [Fact]
    public void A_DNS_server_has_an_address() => _world.Refuse(
        new PutNetworkConfiguration(Tenant, Network(Site()) with { DnsServers = [new("dns1", "10.1")] }), ProblemCode.AddressInvalid);

    [Fact]
    public void A_network_refers_to_declared_DNS_servers()
    {
        var site = Site() with { DnsServerRefs = ["DNS1"] };
        _world.Accept(new PutNetworkConfiguration(Tenant, Network(site) with { DnsServers = [new("dns1", "10.1.1.4")] }));
        Refuse(ProblemCode.DnsServerUnknown, site);
    }

    [Fact]
    public void A_network_has_at_most_20_DNS_servers()
    {
        var servers = Enumerable.Range(1, 21).Select(i => new DnsServerElement($"dns{i}", $"10.1.1.{i}")).ToImmutableArray();
        var site = Site() with { DnsServerRefs = [.. servers.Select(s => s.Name!)] };
        _world.Refuse(new PutNetworkConfiguration(Tenant, Network(site) with { DnsServers = servers }), ProblemCode.DnsServersTooMany);
    }

    [Fact]
    public void A_gateway_refers_to_a_declared_local_site() =>
        Refuse(ProblemCode.LocalNetworkSiteUnknown, Site() with { LocalNetworkSiteRefs = ["hq"] });

    [Fact]
    public void A_local_site_has_prefixes_and_a_gateway_address() => _world.Refuse(
            new PutNetworkConfiguration(Tenant, Network() with { LocalNetworkSites = [new("hq", ["x"], "y")] }))
        .Select(p => p.Code).Should().Equal(ProblemCode.PrefixInvalid, ProblemCode.AddressInvalid);

    [Fact]
    public void A_subscription_has_at_most_100_networks()
    {
        Put([.. Enumerable.Range(1, 100).Select(i => Site($"net{i}"))]);
        Refuse(ProblemCode.VirtualNetworksTooMany, [.. Enumerable.Range(1, 101).Select(i => Site($"net{i}"))]);
    }

    private void Put(params VirtualNetworkSiteElement[] sites) => _world.Accept(Command(sites));

    private void Refuse(ProblemCode code, params VirtualNetworkSiteElement[] sites) => _world.Refuse(Command(sites), code);

    private static PutNetworkConfiguration Command(params VirtualNetworkSiteElement[] sites) => new(Tenant, Network(sites));
}
