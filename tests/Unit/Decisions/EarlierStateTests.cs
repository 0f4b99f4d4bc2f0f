using AwesomeAssertions;
using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Documents;
using Xunit;
using static Ilb.Unit.Decisions.SiteTests;
using static Ilb.Unit.Decisions.World;

namespace Ilb.Unit.Decisions;

/// <summary>What a version that knew no gateways accepted and this one would not goes on, and is judged when a gateway needs it.</summary>
public sealed class EarlierStateTests
{
    private const string Vnet = "VNetUSWest";

    [Fact]
    public void A_machine_in_a_subnet_that_became_the_gateway_s_stays() =>
        Decide(WithMachineInGatewaySubnet(), Update(null)).Should().BeOfType<Accepted>();

    [Fact]
    public void Gateway_and_machine_of_one_subnet_have_addresses_of_their_own()
    {
        var state = ((Accepted)Decide(WithMachineInGatewaySubnet(), new CreateGateway(Tenant, Vnet, null, null))).State;
        state.Subscription(Tenant)!.VirtualNetwork(Vnet)!.Gateway!.Address.ToString().Should().Be("10.0.255.5");
        Decide(state, Update("10.0.255.5")).Should().BeOfType<Refused>().Which.Problems.Should().ContainSingle()
            .Which.Message.Should().Contain($"in use by the gateway of {Vnet}");
    }

    [Fact]
    public void Sites_that_overlap_are_refused_when_a_gateway_is_to_connect_them()
    {
        var world = new World();
        world.Accept(Put(ConnectedSite("hq", "branch"), Hq, Branch));
        var state = Rewrite(world, "10.9.0.0/24", "192.168.7.0/24");
        Decide(state, new CreateGateway(Tenant, Vnet, null, null)).Should().BeOfType<Refused>()
            .Which.Problems.Select(p => p.Code).Should().Equal(ProblemCode.ConnectedPrefixesOverlap);
    }

    private static DesiredState WithMachineInGatewaySubnet()
    {
        var world = World.Empty();
        var site = ConnectedSite("hq");
        world.Accept(Put(site with { Subnets = [.. site.Subnets.Select(s => s.Name == "GatewaySubnet" ? s with { Name = "Others" } : s)] }, Hq));
        world.Accept(CreateWith(Role("web1") with { Network = new RoleNetworkRequest(["Others"], null, []) }));
        return Rewrite(world, "Others", "GatewaySubnet");
    }

    private static UpdateRole Update(string? address) => new(
        Tenant, Service, DeploymentName, "web1", Role("web1") with { Network = new RoleNetworkRequest(["GatewaySubnet"], address, []) });

    private static DesiredState Rewrite(World world, string before, string after) => DesiredDocuments.Join(
        1, DesiredDocuments.Split(world.State).Select(d => d with { Json = d.Json!.Replace(before, after, StringComparison.Ordinal) }));

    private static Outcome Decide(DesiredState state, Command command) =>
        Decider.Decide(state, command, new CommandContext(Now, Guid.Empty, World.Catalogue) { Secret = new byte[32] });
}
