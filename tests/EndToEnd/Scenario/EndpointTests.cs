using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;
using static Ilb.EndToEnd.Scenario.BalancedNetwork;

namespace Ilb.EndToEnd.Scenario;

/// <summary>Endpoints come, go and change while there is traffic. Each test has a set and public port of its own.</summary>
public sealed class EndpointTests(BalancedNetwork network) : IClassFixture<BalancedNetwork>
{
    private const string Refused = nameof(SocketError.ConnectionRefused);

    private ServedInstallation Served => network.Served;

    [Fact]
    public async Task Endpoint_added_to_a_machine_takes_its_share_and_none_of_the_requests_meanwhile_fails()
    {
        await AddAsync("web1", Documents.Member("added", 110, 8110));
        await EventuallyAnswersAsync(110, "web1");
        await using var load = Load.Start(network.Client, network.At(110));
        await load.MoreAsync(10);

        await AddAsync("web2", Documents.Member("added", 110, 8110));
        await EventuallyAnswersAsync(110, "web1", "web2");
        (await load.StopAsync()).Should().OnlyContain(reply => reply.Failure == null);
    }

    [Fact]
    public async Task Endpoint_removed_from_one_machine_leaves_all_to_the_other_and_from_both_is_refused()
    {
        await AddAsync("web1", Documents.Member("removed", 120, 8120));
        await AddAsync("web2", Documents.Member("removed", 120, 8120));
        await EventuallyAnswersAsync(120, "web1", "web2");

        await RemoveAsync("web1", "removed");
        (await network.WhoAnswersAsync(network.At(120))).Should().BeEquivalentTo("web2");
        await RemoveAsync("web2", "removed");
        (await network.WhoAnswersAsync(network.At(120), 5)).Should().BeEquivalentTo(Refused);
    }

    [Fact]
    public async Task Connections_to_a_removed_endpoint_end_and_others_stay()
    {
        await AddAsync("web1", Documents.Member("ended", 130, 8130));
        await EventuallyAnswersAsync(130, "web1");
        using var ended = await Conversation.OpenAsync(network.Client, network.At(130));
        using var stays = await Conversation.OpenAsync(network.Client, network.Vip);
        var before = await stays.AskAsync();
        (await ended.AskAsync()).Machine.Should().Be("web1");

        await RemoveAsync("web1", "ended");
        (await ended.AskAsync()).Failure.Should().Be(nameof(SocketError.ConnectionReset));
        (await stays.AskAsync()).Should().Be(before);
    }

    [Fact]
    public async Task Changed_public_port_answers_at_the_new_one_and_is_refused_at_the_old_one()
    {
        await AddAsync("web1", Documents.Member("moved", 140, 8140));
        await EventuallyAnswersAsync(140, "web1");

        await ChangeSetAsync("web1", "moved", endpoint => endpoint.Port = 141);
        await EventuallyAnswersAsync(141, "web1");
        (await network.WhoAnswersAsync(network.At(140), 3)).Should().BeEquivalentTo(Refused);
    }

    [Fact]
    public async Task Changed_local_and_probe_port_is_where_connections_arrive()
    {
        await AddAsync("web1", Documents.Member("inner", 150, 8150));
        await EventuallyAnswersAsync(150, "web1");

        await ChangeSetAsync("web1", "inner", endpoint => (endpoint.LocalPort, endpoint.LoadBalancerProbe!.Port) = (8151, 8152));
        await EventuallyAnswersAsync(150, "web1");
        (await Conversation.OnceAsync(network.Client, network.At(150))).Local!.Port.Should().Be(8151);
        var set = (await Served.StatusAsync()).Vips.Single().Sets.Single(set => set.Name.EndsWith("/inner", StringComparison.Ordinal));
        set.Probe.Should().StartWith("tcp :8152 ");
    }

    [Fact]
    public async Task Two_sets_on_one_vip_have_their_own_ports_and_members()
    {
        await AddAsync("web2", Documents.Member("second", 160, 8160));
        await EventuallyAnswersAsync(160, "web2");
        var atFirst = await Conversation.OnceAsync(network.Client, network.Vip);
        var atSecond = await Conversation.OnceAsync(network.Client, network.At(160));
        atFirst.Local!.Port.Should().Be(8080);
        atSecond.Local!.Port.Should().Be(8160);
    }

    [Fact]
    public async Task Member_of_one_set_may_call_another_set_of_the_same_vip_but_not_its_own()
    {
        await AddAsync("web2", Documents.Member("other", 170, 8170));
        await EventuallyAnswersAsync(170, "web2");
        var (web1, web2) = (await Served.InsideAsync("web1"), await Served.InsideAsync("web2"));

        (await Conversation.OnceAsync(web1, network.At(170))).Machine.Should().Be("web2");
        (await Conversation.OnceAsync(web2, network.At(170))).Failure.Should().Be(Refused);
        (await Conversation.OnceAsync(web1, network.Vip)).Failure.Should().Be(Refused);
    }

    [Fact]
    public async Task Udp_set_echoes_and_each_client_port_keeps_its_machine()
    {
        await AddAsync("web1", Documents.Member("udp", 180, 8180, "udp", probePort: 80));
        await AddAsync("web2", Documents.Member("udp", 180, 8180, "udp", probePort: 80));
        await Eventually.TrueAsync(async () => (await AskUdpAsync(180)).SetEquals(["web1", "web2"]), "both machines echo");
        using var datagrams = Datagrams.Open(network.Client, network.At(180));

        var first = await datagrams.AskAsync();
        first.Client.Should().Be(datagrams.Local);
        for (var i = 0; i < 20; i++)
            (await datagrams.AskAsync(size: 1200)).Should().Be(first);
    }

    private async Task<IReadOnlySet<string>> AskUdpAsync(int port)
    {
        var who = new HashSet<string>();
        for (var i = 0; i < 20; i++)
        {
            using var datagrams = Datagrams.Open(network.Client, network.At(port));
            var reply = await datagrams.AskAsync();
            who.Add(reply.Machine ?? reply.Failure!);
        }

        return who;
    }

    private Task EventuallyAnswersAsync(int port, params string[] machines) => Eventually.TrueAsync(
        async () => (await network.WhoAnswersAsync(network.At(port), 30)).SetEquals(machines), $":{port} is answered by {string.Join(" and ", machines)}");

    private Task AddAsync(string machine, Contracts.InputEndpoint endpoint) =>
        Served.ChangeRoleAsync(Service, machine, role => role.Endpoints().Add(endpoint));

    private Task RemoveAsync(string machine, string set) =>
        Served.ChangeRoleAsync(Service, machine, role => role.Endpoints().RemoveAll(endpoint => endpoint.LoadBalancedEndpointSetName == set));

    private Task ChangeSetAsync(string machine, string set, Action<Contracts.InputEndpoint> change) =>
        Served.ChangeRoleAsync(Service, machine, role => change(role.Endpoints().Single(endpoint => endpoint.LoadBalancedEndpointSetName == set)));
}
