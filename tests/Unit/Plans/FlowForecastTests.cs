using System.Net;
using AwesomeAssertions;
using Ilb.ControlPlane.Plans;
using Ilb.Model.Addressing;
using Ilb.Model.Commands;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Ilb.Unit.Decisions;
using Xunit;
using static Ilb.Unit.Decisions.World;
using static Ilb.Unit.Plans.Planned;

namespace Ilb.Unit.Plans;

/// <summary>What becomes of a connection from client1 through the VIP to web1, and of its like.</summary>
public sealed class FlowForecastTests
{
    private const string Client = "10.0.0.7:40000";

    private World _world = Balanced();
    private Snapshot _before = null!;

    public FlowForecastTests() => Begin(_world, Add(Role("client1")));

    [Fact]
    public void It_goes_on_where_nothing_concerns_it() => Forecast(Delete("web2")).Should().Be("Kept");

    [Fact]
    public void It_goes_on_though_others_come_and_their_table_changes() => Forecast(Add(Role("web3", Member()))).Should().Be("Kept");

    [Fact]
    public void It_ends_with_its_machine() => Forecast(Delete("web1")).Should().Be("Ends: MyWebsite1/web1 is removed");

    [Fact]
    public void It_may_end_by_itself_when_its_machine_stops() =>
        Forecast(new StopRoles(Tenant, Service, DeploymentName, ["web1"], false)).Should().Be("Drains: MyWebsite1/web1 stops");

    [Fact]
    public void It_ends_when_its_machine_is_started_anew() =>
        Forecast(new RestartRoles(Tenant, Service, DeploymentName, ["web1"])).Should().Be("Ends: MyWebsite1/web1 is started anew");

    [Fact]
    public void It_ends_when_its_client_goes_or_stops()
    {
        Forecast(new StopRoles(Tenant, Service, DeploymentName, ["client1"], true)).Should().Be("Ends: MyWebsite1/client1 stops");
        Forecast(Delete("client1")).Should().Be("Ends: MyWebsite1/client1 is removed");
    }

    [Fact]
    public void It_ends_when_its_machine_leaves_the_set() => Forecast(Update("web1")).Should().Be("Ends: MyWebsite1/web1 leaves MyWebsite1/intwebeplb");

    [Fact]
    public void It_ends_with_the_set() => Forecast(Update("web1"), Update("web2")).Should().Be("Ends: MyWebsite1/intwebeplb is removed");

    [Fact]
    public void It_ends_when_the_set_gets_another_port() => Forecast(UpdateSet(Member() with { PublicPort = 101 }))
        .Should().Be("Ends: MyWebsite1/intwebeplb moves to 10.0.0.6:101");

    [Fact]
    public void It_ends_when_its_backend_gets_another_port() =>
        Forecast(Update("web1", Member() with { LocalPort = 8080 })).Should().Be("Ends: MyWebsite1/web1 serves MyWebsite1/intwebeplb at 10.0.0.4:8080");

    [Fact]
    public void It_ends_when_packets_begin_to_keep_the_VIP() =>
        Forecast(UpdateSet(Member() with { DirectServerReturn = true })).Should().Be("Ends: direct server return of MyWebsite1/intwebeplb changes");

    [Fact]
    public void Datagrams_move_when_their_backend_leaves_while_there_is_another()
    {
        _world = Announced();
        _world.Accept(Update("web1", Udp()));
        _world.Accept(Update("web2", Udp()));
        Begin(_world, Add(Role("client1")));
        Forecast(Protocol.Udp, Update("web1")).Should().Be("Moves: MyWebsite1/web1 leaves MyWebsite1/intwebeplb");
        Forecast(Protocol.Udp, Update("web2")).Should().Be("Ends: MyWebsite1/intwebeplb is removed");
    }

    [Theory]
    [InlineData("keep", "Kept")]
    [InlineData("move", "Moves: MyWebsite1/web1 is taken out")]
    public void Datagrams_of_a_machine_that_is_taken_out_stay_or_move_as_its_drain_says(string udp, string fate)
    {
        _world = Announced();
        _world.Accept(Update("web1", Udp()));
        _world.Accept(Update("web2", Udp()));
        Begin(_world, Add(Role("client1")));
        Forecast(Protocol.Udp, new BeginDrain(Tenant, ["web1"], null, null, null, udp)).Should().Be(fate);
    }

    [Theory]
    [InlineData("permit", "10.0.0.0/24", "Kept")]
    [InlineData("deny", "10.0.0.7/32", "Denied: the access list of MyWebsite1/intwebeplb no longer permits its client")]
    [InlineData("permit", "10.0.0.8/32", "Denied: the access list of MyWebsite1/intwebeplb no longer permits its client")]
    [InlineData("deny", "10.0.0.8/32", "Kept")]
    public void A_new_access_list_judges_it_again(string action, string subnet, string fate) =>
        Forecast(UpdateSet(Member() with { Acl = [new AclRuleRequest(1, action, subnet, null)] })).Should().Be(fate);

    [Fact]
    public void Of_several_rules_the_first_that_matches_decides() => Forecast(UpdateSet(Member() with
    {
        Acl = [new AclRuleRequest(2, "deny", "10.0.0.0/8", null), new AclRuleRequest(1, "permit", "10.0.0.7/32", null)],
    })).Should().Be("Kept");

    [Fact]
    public void A_direct_one_goes_on_with_its_machine_whatever_becomes_of_the_endpoint()
    {
        Flow Direct() => FlowTo("web1") with { Called = new IPEndPoint(IPAddress.Parse("10.0.0.4"), 100) };
        var direct = Direct();
        Forecast(direct, UpdateSet(Member() with { Acl = [new AclRuleRequest(1, "permit", "10.0.0.8/32", null)] })).Should().Be("Kept");
        Forecast(direct, Update("web1")).Should().Be("Kept");
        Forecast(direct with { SeenPort = 50000, Protocol = Protocol.Udp }).Should().Be("Kept");
        Forecast(direct with { SeenPort = 50000 }).Should().Be("Ends: MyWebsite1/web1 leaves MyWebsite1/intwebeplb", "it is translated");
        Forecast(direct, Delete("web1")).Should().Be("Ends: MyWebsite1/web1 is removed");
    }

    [Fact]
    public void It_goes_on_at_a_VIP_that_moves() => Forecast(
            new SetLoadBalancer(Tenant, Service, DeploymentName, "MyILB", new LoadBalancerRequest("MyILB", "Private", "FrontEndSubnet", "10.0.0.100")))
        .Should().Be("Kept: the VIP of MyWebsite1/intwebeplb moves; they go on for at most 4 min");

    [Fact]
    public void It_ends_when_the_clients_network_is_no_longer_joined()
    {
        _world = Connect(Site() with { PeerRefs = ["spoke"] });
        Begin(_world, new CreateCloudService(Tenant, "far", null, null, "West US", null));
        Begin(_world, new CreateDeployment(Tenant, "far", "far", "Production", null, "spoke", [Role("far1") with { Network = new(["far"], null, []) }], []));
        var flow = FlowTo("web1") with { Client = new IPEndPoint(IPAddress.Parse("10.20.0.4"), 1), SeenPort = 1 };
        Forecast(flow, Update("web2")).Should().Be("Kept");
        Forecast(flow, new PutNetworkConfiguration(Tenant, Network(Site(), Spoke)))
            .Should().Be("Ends: the network of far/far1 is no longer joined to that of MyWebsite1/web1");
    }

    [Fact]
    public void It_ends_when_its_site_is_no_longer_connected()
    {
        _world = Balanced();
        _world.Accept(new PutNetworkConfiguration(Tenant, Network(ConnectedSite("hq")) with { LocalNetworkSites = [Hq] }));
        Begin(_world, new CreateGateway(Tenant, "VNetUSWest", null, null));
        var flow = FlowTo("web1") with { Client = new IPEndPoint(IPAddress.Parse("192.168.1.1"), 1), SeenPort = 1 };
        Forecast(flow, Update("web2")).Should().Be("Kept");
        Forecast(flow with { IsFromOutside = true }, new DeleteGateway(Tenant, "VNetUSWest")).Should().Be("Kept");
        Forecast(flow).Should().Be("Ends: VNetUSWest is no longer connected to hq");
    }

    private static VirtualNetworkSiteElement Spoke { get; } =
        Site("spoke") with { AddressPrefixes = ["10.20.0.0/16"], Subnets = [new SubnetElement("far", "10.20.0.0/24")] };

    private static EndpointRequest Udp() => Member() with { Protocol = "udp" };

    private static UpdateLoadBalancedSets UpdateSet(EndpointRequest endpoint) => new(Tenant, Service, DeploymentName, [endpoint]);

    private static World Connect(VirtualNetworkSiteElement hub)
    {
        var world = Balanced();
        world.Accept(new PutNetworkConfiguration(Tenant, Network(hub, Spoke)));
        return world;
    }

    private void Begin(World world, Command last)
    {
        world.Accept(last);
        _before = world.Snapshot();
    }

    private Flow FlowTo(string machine, Protocol protocol = Protocol.Tcp)
    {
        var set = _before.Sets.Single();
        var port = _before.Machines.Single(one => one.Name == machine).Port.Index;
        var backend = set.Backends.Single(one => one.Port == port);
        return new Flow(
            set.Network, IPEndPoint.Parse(Client), new IPEndPoint(set.Address, set.PublicPort), new IPEndPoint(backend.Address, backend.LocalPort),
            40000, protocol, backend.Slot, Proven: true, Closed: false);
    }

    private string Forecast(params Command[] commands) => Forecast(FlowTo("web1"), commands);

    private string Forecast(Protocol protocol, params Command[] commands) => Forecast(FlowTo("web1", protocol), commands);

    private string Forecast(Flow flow, params Command[] commands)
    {
        foreach (var command in commands)
            _world.Accept(command);
        var (fate, why) = new FlowForecast(_before, _world.Snapshot(), Tenant).Of(flow);
        return why is null ? $"{fate}" : $"{fate}: {why}";
    }
}
