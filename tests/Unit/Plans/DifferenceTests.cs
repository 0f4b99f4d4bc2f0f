using AwesomeAssertions;
using Ilb.ControlPlane.Plans;
using Ilb.Model.Commands;
using Ilb.Unit.Decisions;
using Xunit;
using static Ilb.Unit.Decisions.World;
using static Ilb.Unit.Plans.Planned;

namespace Ilb.Unit.Plans;

/// <summary>Commands in, lines out.</summary>
public sealed class DifferenceTests
{
    private World _world = Balanced();

    [Fact]
    public void Nothing_changes_where_nothing_is_done() => Lines().Should().BeEmpty();

    [Fact]
    public void A_machine_comes_with_its_backend() => Lines(Add(Role("web3", Member()))).Should().Equal(
        "+ machine MyWebsite1/web3 (address: 10.0.0.7; subnet: FrontEndSubnet; size: Small; image: ilb-responder; power: on)",
        "+ backend web3/intwebep of MyWebsite1/intwebeplb (at: 10.0.0.7:100)");

    [Fact]
    public void And_goes_with_it() => Lines(Delete("web2")).Should().Equal(
        "- machine MyWebsite1/web2", "- backend web2/intwebep of MyWebsite1/intwebeplb");

    [Fact]
    public void The_last_backend_takes_its_set_along() => Lines(Update("web1"), Update("web2")).Should().Equal(
        "- set MyWebsite1/intwebeplb", "- backend web1/intwebep of MyWebsite1/intwebeplb", "- backend web2/intwebep of MyWebsite1/intwebeplb");

    [Fact]
    public void What_changes_is_told_with_what_it_was() => Lines(
            new UpdateRole(Tenant, Service, DeploymentName, "web1", Role("web1", Member()) with { Size = "Medium" }),
            new StopRoles(Tenant, Service, DeploymentName, ["web2"], StayProvisioned: true),
            new RestartRoles(Tenant, Service, DeploymentName, ["web1"]))
        .Should().Equal(
            "~ machine MyWebsite1/web1 (size: Small → Medium; restarts: (none) → 1)",
            "~ machine MyWebsite1/web2 (power: on → off)");

    [Fact]
    public void Settings_of_a_set_are_told_once() => Lines(new UpdateLoadBalancedSets(Tenant, Service, DeploymentName,
            [Member() with { IdleTimeoutMinutes = 10, Distribution = "sourceIP", Acl = [new AclRuleRequest(1, "permit", "10.0.1.0/24", "ours")] }]))
        .Should().Equal("~ set MyWebsite1/intwebeplb (access: (none) → 1 Permit 10.0.1.0/24; distribution: none → sourceIP; idle timeout: 4 min → 10 min)");

    [Fact]
    public void A_load_balancer_that_moves_keeps_its_former_address_for_connections() => Lines(
            new SetLoadBalancer(Tenant, Service, DeploymentName, "MyILB", new LoadBalancerRequest("MyILB", "Private", "FrontEndSubnet", "10.0.0.100")))
        .Should().Equal(
            "~ VIP MyWebsite1/MyILB (address: 10.0.0.6 → 10.0.0.100; kept for connections: (none) → 10.0.0.6)",
            "~ set MyWebsite1/intwebeplb (at: tcp 10.0.0.6:100 → tcp 10.0.0.100:100)");

    [Fact]
    public void Networks_come_first_and_a_whole_service_is_told()
    {
        _world = new World();
        Lines(
                new CreateCloudService(Tenant, "web", null, null, "West US", null),
                new PutNetworkConfiguration(Tenant, Network(Site())))
            .Should().Equal(
                "+ network VNetUSWest (address space: 10.0.0.0/16; subnets: FrontEndSubnet 10.0.0.0/24, BackEndSubnet 10.0.1.0/29; location: West US)",
                "+ cloud service web (location: West US; label: web)");
    }

    [Fact]
    public void A_shared_key_is_never_told()
    {
        _world = Connected();
        var key = _world.MyGateway.Connections[0].SharedKey;
        Lines(new SetSharedKey(Tenant, "VNetUSWest", "hq", "VerySecret123")).Should().Equal("~ connection VNetUSWest to hq (shared key: another one)");
        string.Join('\n', Of([], Connected()).Concat(Lines(new DeleteGateway(Tenant, "VNetUSWest")))).Should()
            .Contain("+ connection VNetUSWest to hq (connected: yes").And.Contain("- gateway VNetUSWest").And.NotContain(key).And.NotContain("VerySecret123");
    }

    [Fact]
    public void Names_that_differ_in_case_are_one() => Difference.Between(
        [PlanItems.Item("machine", "web/WEB1", ("size", "Small"))], [PlanItems.Item("machine", "web/web1", ("size", "Small"))]).Should().BeEmpty();

    [Fact]
    public void Addresses_that_are_taken_and_freed_name_their_holders()
    {
        var before = _world.Snapshot();
        _world.Accept(Delete("web2"));
        _world.Accept(Add(Role("web3")));
        _world.Accept(Update("web1", Member(), Lone("pub", 80, null)));
        Addresses.Between(before, _world.Snapshot(), Tenant).Should().Equal(
            new PlannedAddress(true, "10.0.0.5", "VNetUSWest", "machine MyWebsite1/web3"),
            new PlannedAddress(true, "203.0.113.12", "the outside", "public VIP MyWebsite1"),
            new PlannedAddress(false, "10.0.0.5", "VNetUSWest", "machine MyWebsite1/web2"));
        Addresses.Between(before, _world.Snapshot(), Guid.NewGuid()).Should().BeEmpty("they are another subscription's");
    }

    private IEnumerable<string> Lines(params Command[] commands)
    {
        var before = PlanItems.Of(_world.Subscription);
        foreach (var command in commands)
            _world.Accept(command);
        return Of(before, _world);
    }

    private static IEnumerable<string> Of(IReadOnlyList<PlanItem> before, World world) => Difference.Between(before, PlanItems.Of(world.Subscription))
        .Select(change => $"{(change.Action == "add" ? "+" : change.Action == "remove" ? "-" : "~")} {change.Kind} {change.Name}"
            + (change.Details.Count == 0 ? "" : $" ({string.Join("; ", change.Details)})"));
}
