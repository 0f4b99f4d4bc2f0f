using AwesomeAssertions;
using Ilb.Declarations.Entries;
using Ilb.Declarations.Service;
using Ilb.Declarations.Text;
using Xunit;

namespace Ilb.Unit.Declarations;

/// <summary>What is wished against what exists, without a service: changes, steps and their order, and what can't be.</summary>
public sealed class WishTests
{
    private const string Before =
        """
        affinityGroups: [{name: group1, location: West US}]
        virtualNetworks:
          - {name: VNetUSWest, location: West US, addressSpace: [10.0.0.0/16], subnets: [{name: Front, addressPrefix: 10.0.0.0/24}], gateway: {gatewayType: StaticRouting}}
        cloudServices:
          - name: web
            location: West US
            label: The website
            deployments:
              - virtualNetwork: VNetUSWest
                internalLoadBalancers: [{name: MyILB, subnetName: Front}]
                machines:
                  - {name: web1, imageName: nginx, endpoints: [{name: ssh, protocol: tcp, publicPort: 2222, localPort: 22}]}
                  - {name: web2, imageName: nginx}
                loadBalancedSets:
                  - {name: http, members: [web1, web2], protocol: tcp, publicPort: 80, internalLoadBalancerName: MyILB, probe: {port: 80}}
                  - {name: https, members: [web1, web2], protocol: tcp, publicPort: 443, internalLoadBalancerName: MyILB}
        """;

    [Fact]
    public void A_set_that_is_to_have_no_probe_any_more_is_made_anew()
    {
        var wish = Wish(Replace(", probe: {port: 80}", ""));
        wish.Changes().Select(change => change.ToString()).Should().Equal("change load-balanced set web/http (probe: tcp :80 every 15 s, timeout 31 s → none)");
        Steps(wish).Should().Equal("take endpoints off web/web1: http", "take endpoints off web/web2: http", "change machine web/web1", "change machine web/web2");
    }

    [Fact]
    public void A_set_and_an_endpoint_that_move_to_another_VIP_are_made_anew()
    {
        Steps(Wish(Replace("443, internalLoadBalancerName: MyILB", "443"))).Should().Equal(
            "take endpoints off web/web1: https", "take endpoints off web/web2: https", "change machine web/web1", "change machine web/web2");
        Steps(Wish(Replace("localPort: 22", "localPort: 22, internalLoadBalancerName: MyILB"))).Should().Equal("take endpoints off web/web1: ssh", "change machine web/web1");
    }

    [Fact]
    public void Sets_that_exchange_their_ports_do_so_in_one_request()
    {
        var wish = Wish(Replace("publicPort: 444", "publicPort: 443", Replace("publicPort: 443", "publicPort: 80", Replace("publicPort: 80", "publicPort: 444"))));
        wish.Changes().Should().HaveCount(2);
        Steps(wish).Should().Equal("change load-balanced sets of web: http, https");
    }

    [Fact]
    public void A_machine_takes_its_place_in_a_set_before_another_leaves_it_for_good() =>
        Steps(Wish(Replace("web2", "web3"), prune: true)).Should().Equal("add machine web/web3", "remove machine web/web2");

    [Fact]
    public void Another_load_balancer_waits_for_the_endpoints_to_leave_the_one_before() =>
        Steps(Wish(Replace("MyILB", "Other"), prune: true)).Should().Equal(
            "take endpoints off web/web1: http, https", "take endpoints off web/web2: http, https",
            "remove internal load balancer web/MyILB", "add internal load balancer web/Other",
            "change machine web/web1", "change machine web/web2");

    [Fact]
    public void What_others_need_goes_after_them()
    {
        var wish = Wish("affinityGroups: []\nvirtualNetworks: []\ncloudServices: []", prune: true);
        Steps(wish).Should().Equal(
            "remove cloud service web with all that is in it", "remove the gateway of VNetUSWest",
            "set network configuration, without what is no longer in use", "remove affinity group group1");
        wish.Changes().Select(change => change.ToString()).Should().Contain("remove machine web/web2").And.Contain("remove endpoint web/web1/ssh").And.OnlyContain(text => text.StartsWith("remove"));
    }

    [Theory]
    [InlineData("{}", 0)]
    [InlineData("cloudServices: []", 8)]
    [InlineData("{partial: true, cloudServices: []}", 0)]
    [InlineData("{partial: true, cloudServices: [{name: web, location: West US}]}", 0)]
    [InlineData("{partial: true, cloudServices: [{name: web, location: West US, deployments: []}]}", 7)]
    [InlineData("cloudServices: [{name: WEB, deployments: [{loadBalancedSets: []}]}]", 2)]
    [InlineData("cloudServices: [{name: WEB, deployments: [{machines: [{name: WEB1, imageName: NGINX, endpoints: []}]}]}]", 2)]
    public void Only_pruning_removes_and_only_from_lists_that_are_written(string wished, int removed)
    {
        Wish(wished).Changes().Should().BeEmpty();
        var changes = Wish(wished, prune: true).Changes();
        changes.Count(change => change.Action == "remove").Should().Be(removed, string.Join('\n', changes));
        changes.Should().HaveCount(removed);
    }

    [Fact]
    public void A_label_that_is_left_out_stays_and_a_size_that_is_left_out_is_the_usual_one()
    {
        Wish(Replace("    label: The website\n", "")).Changes().Should().BeEmpty();
        var large = Existing(Replace("name: web2, imageName: nginx", "name: web2, imageName: nginx, instanceSize: Large"));
        large.Wish(Document.Read(Before), prune: false).Changes().Single().Details.Should().Equal("instanceSize: Large → Small");
    }

    [Fact]
    public void What_stays_as_long_as_its_entry_does_is_told_all_at_once() => Wish(
        """
        affinityGroups: [{name: group1, location: East US}]
        virtualNetworks: [{name: VNetUSWest, location: West US, addressSpace: [10.0.0.0/16], gateway: {gatewayType: DynamicRouting}}]
        cloudServices:
          - name: web
            affinityGroup: group1
            deployments:
              - virtualNetwork: Other
                machines: [{name: web1, imageName: apache, hostName: first}]
                loadBalancedSets: [{name: http, members: [web9], protocol: tcp}]
              - {slot: Staging, machines: []}
        """).Problems().Should().Equal(
        "affinity group group1: location stays 'West US' and can't become 'East US': remove it and make it anew.",
        "gateway of VNetUSWest: gatewayType stays 'StaticRouting' and can't become 'DynamicRouting': remove it and make it anew.",
        "cloud service web: affinityGroup stays 'none' and can't become 'group1': remove it and make it anew.",
        "web/http: the member 'web9' is no machine of the deployment, which has web1, web2.",
        "web: virtualNetwork stays 'VNetUSWest' and can't become 'Other': remove it and make it anew.",
        "web/web1: imageName stays 'nginx' and can't become 'apache': remove it and make it anew.",
        "web/web1: hostName stays 'none' and can't become 'first': remove it and make it anew.",
        "web.staging: a package is deployed in this slot; it is changed with Set-AzureDeployment and removed with Remove-AzureDeployment.",
        "web.staging: a deployment has at least one machine; what is to go is left out of deployments, and removed with --prune.");

    private static string Replace(string what, string by, string text = Before) => text.Replace(what, by, StringComparison.Ordinal);

    private static Wish Wish(string wished, bool prune = false) => Existing(Before).Wish(Document.Read(wished), prune);

    private static Existing Existing(string text) => new(new Existing(new Declaration(), []).Wish(Document.Read(text), prune: false).After, ["web.staging"]);

    private static IEnumerable<string> Steps(Wish wish) => wish.Steps().Select(step => step.What);
}
