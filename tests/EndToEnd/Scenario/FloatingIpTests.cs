using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.ControlPlane.Status;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>Direct server return: the set of the announcement's FAQ 2, over TCP and UDP. Each test has a public port of its own.</summary>
public sealed class FloatingIpTests(BalancedNetwork network) : IClassFixture<BalancedNetwork>, IAsyncDisposable
{
    private ServedInstallation Served => network.Served;

    /// <summary>No test shall find the sets of another.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var machine in (string[])["web1", "web2"])
            await Served.ChangeRoleAsync(
                BalancedNetwork.Service, machine, role => role.Endpoints().RemoveAll(endpoint => endpoint.LoadBalancedEndpointSetName != "first"));
    }

    [Fact]
    public async Task Packets_arrive_with_the_vip_as_destination_and_leave_with_it_as_source()
    {
        await AddAsync("web1", Direct("sql", 1433));
        await EventuallyAnswersAsync(1433, "web1");
        var web1 = await Served.InsideAsync("web1");
        using var witness = new Witness(web1);

        using var conversation = await Conversation.OpenAsync(network.Client, network.At(1433));
        var reply = await conversation.AskAsync();

        reply.Local.Should().Be(network.At(1433), "the server's end of its connection is the VIP");
        reply.Client.Should().Be(conversation.Local);
        await Eventually.TrueAsync(() => Of(witness, conversation.Local).Count(IsFromVip) > 1 && Of(witness, conversation.Local).Count > 3, "handshake and answer are seen");
        var seen = Of(witness, conversation.Local);
        seen.Should().HaveCountGreaterThan(3).And.OnlyContain(packet =>
            packet.Source.Equals(network.Client.Address) ? packet.Destination.Equals(network.Vip.Address) : IsFromVip(packet));
        seen.Where(packet => packet.Source.Equals(network.Client.Address)).Should().OnlyContain(packet => packet.DestinationPort == 1433);
    }

    [Fact]
    public async Task Datagrams_arrive_at_the_vip_and_a_wildcard_socket_answers_as_it()
    {
        await AddAsync("web1", Direct("dns", 1053, "udp"));
        await AddAsync("web2", Direct("dns", 1053, "udp"));
        await Eventually.TrueAsync(
            async () => (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskUdpAsync(1053)))).All(reply => reply.Failure is null), "both echo");
        var web1 = await Served.InsideAsync("web1");
        var web2 = await Served.InsideAsync("web2");
        using var at1 = new Witness(web1);
        using var at2 = new Witness(web2);
        using var datagrams = Datagrams.Open(network.Client, network.At(1053));

        var first = await datagrams.AskAsync();
        first.Failure.Should().BeNull("a connected socket hears only the address that it called");
        for (var i = 0; i < 10; i++)
            (await datagrams.AskAsync(size: 1200)).Machine.Should().Be(first.Machine);

        var witness = first.Machine == "web1" ? at1 : at2;
        IEnumerable<SeenPacket> Asked() => Of(witness, datagrams.Local).Where(packet => packet.Source.Equals(network.Client.Address));
        await Eventually.TrueAsync(() => Asked().Any(), "the questions are seen");
        Asked().Should().OnlyContain(packet => packet.Destination.Equals(network.Vip.Address) && packet.DestinationPort == 1053);
    }

    [Fact]
    public async Task Machine_has_the_vip_on_its_loopback_as_long_as_a_set_needs_it_and_other_connections_never_notice()
    {
        using var stays = await Conversation.OpenAsync(network.Client, network.Vip);
        var before = await stays.AskAsync();
        (await LoopbackAsync("web2")).Should().NotContain(network.Vip.Address.ToString());

        await AddAsync("web2", Direct("listener", 1435));
        await EventuallyAnswersAsync(1435, "web2");
        (await LoopbackAsync("web2")).Should().Contain($"{network.Vip.Address}/32");
        await ChangeAsync("web2", "listener", endpoint => endpoint.EnableDirectServerReturn = false);
        await EventuallyAnswersAsync(1435, "web2");
        (await Conversation.OnceAsync(network.Client, network.At(1435))).Local!.Address.Should().NotBe(network.Vip.Address);
        await Eventually.TrueAsync(
            async () => !(await LoopbackAsync("web2")).Contains(network.Vip.Address.ToString(), StringComparison.Ordinal), "the VIP is gone from web2");
        (await stays.AskAsync()).Should().Be(before);
    }

    [Fact]
    public async Task Large_transfer_arrives_intact()
    {
        const long size = 128 << 20;
        await AddAsync("web1", Direct("bulk", 1438));
        await EventuallyAnswersAsync(1438, "web1");
        using var http = ResponderClient.Of(network.Client);
        using var content = new TestContent(size);
        using var answer = await http.PutAsync($"http://{network.At(1438)}/sum", content);
        (await answer.Content.ReadAsStringAsync()).Should().Be($"{size} {TestContent.Sum(size)}\n");
    }

    [Fact]
    public async Task Member_with_the_vip_reaches_itself_without_a_packet()
    {
        await AddAsync("web1", Direct("self", 1436));
        await EventuallyAnswersAsync(1436, "web1");
        var web1 = await Served.InsideAsync("web1");
        var refused = (await Served.StatusAsync()).Verdicts["own_set"];

        var reply = await Conversation.OnceAsync(web1, network.At(1436));
        reply.Machine.Should().Be("web1");
        reply.Client!.Address.Should().Be(network.Vip.Address);
        (await Served.StatusAsync()).Verdicts["own_set"].Should().Be(refused);
    }

    [Fact]
    public async Task Vip_that_is_missing_on_the_machine_is_told_and_a_restart_brings_it_back()
    {
        await AddAsync("web1", Direct("lost", 1437));
        await EventuallyAnswersAsync(1437, "web1");
        TakeVipFrom(await Served.InsideAsync("web1"));

        var status = await Served.StatusAsync();
        Lost(status).Reason.Should().Be("VIP missing on the machine");
        status.Verdict.Should().Contain("web1 VIP missing on the machine");
        await Served.KillAsync();
        await Served.ServeAsync();
        await Served.HealthyAsync(BalancedNetwork.Service, status.Vips.Single().Sets.Sum(set => set.Backends.Count));
        await Eventually.TrueAsync(async () => Lost(await Served.StatusAsync()).Reason is null, "the VIP is back");
        await EventuallyAnswersAsync(1437, "web1");
    }

    private static BackendStatus Lost(StatusReport status) =>
        status.Vips.Single().Sets.Single(set => set.Name.EndsWith("/lost", StringComparison.Ordinal)).Backends.Single();

    private static InputEndpoint Direct(string set, int port, string protocol = "tcp")
    {
        var endpoint = Documents.Member(set, port, port, protocol, probePort: 80);
        endpoint.EnableDirectServerReturn = true;
        return endpoint;
    }

    private static List<SeenPacket> Of(Witness witness, IPEndPoint client) =>
    [
        .. witness.Seen.Where(packet => (packet.Source.Equals(client.Address) && packet.SourcePort == client.Port)
            || (packet.Destination.Equals(client.Address) && packet.DestinationPort == client.Port)),
    ];

    private bool IsFromVip(SeenPacket packet) => packet.Source.Equals(network.Vip.Address) && packet.Protocol is ProtocolType.Tcp or ProtocolType.Udp;

    private void TakeVipFrom(MachinePlace machine)
    {
        using var inside = NetworkNamespace.Open(machine.Path);
        using var routes = inside.Run(RouteSocket.Open);
        routes.RemoveAddress(routes.Find("lo")!.Index, network.Vip.Address, 32);
    }

    private Task<string> LoopbackAsync(string machine) => Served.ExecuteAsync(machine, "ip", "-4", "-o", "addr", "show", "dev", "lo");

    private async Task<Reply> AskUdpAsync(int port)
    {
        using var datagrams = Datagrams.Open(network.Client, network.At(port));
        return await datagrams.AskAsync();
    }

    private Task EventuallyAnswersAsync(int port, params string[] machines) => Eventually.TrueAsync(
        async () => (await network.WhoAnswersAsync(network.At(port), 5)).SetEquals(machines), $":{port} is answered by {string.Join(" and ", machines)}");

    private Task AddAsync(string machine, InputEndpoint endpoint) =>
        Served.ChangeRoleAsync(BalancedNetwork.Service, machine, role => role.Endpoints().Add(endpoint));

    private Task ChangeAsync(string machine, string set, Action<InputEndpoint> change) => Served.ChangeRoleAsync(
        BalancedNetwork.Service, machine, role => change(role.Endpoints().Single(endpoint => endpoint.LoadBalancedEndpointSetName == set)));
}
