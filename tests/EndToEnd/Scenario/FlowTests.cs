using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using AwesomeAssertions;
using Ilb.ControlPlane.Status;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>`ilb flows`, with connections of real machines.</summary>
public sealed class FlowTests(BalancedNetwork network) : IClassFixture<BalancedNetwork>
{
    private const int Bytes = 64 << 20;

    private ServedInstallation Served => network.Served;

    [Fact]
    public async Task A_connection_through_a_vip_is_established_then_half_closed_then_closed_and_each_is_told_with_its_names()
    {
        using var socket = network.Client.Tcp();
        await socket.ConnectAsync(network.Vip);
        var client = socket.LocalEndPoint!.ToString()!;
        await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes($"GET /bytes/{Bytes} HTTP/1.1\r\nHost: vip\r\nConnection: close\r\n\r\n"));
        await StateAsync(client, "established");
        var flow = (await AskAsync($"client={client}")).Flows.Single();
        flow.Should().BeEquivalentTo(new
        {
            Network = ServedInstallationChanges.Network,
            Protocol = "tcp",
            Client = client,
            ClientMachine = "clients/client1",
            SeenPort = (int?)null,
            Called = network.Vip.ToString(),
            IsDirect = false,
            Set = "web/first",
            IdleTimeoutSeconds = 240,
        });
        flow.Backend.Should().BeOneOf("web/web1", "web/web2");
        flow.Server.Should().EndWith(":8080");

        socket.Shutdown(SocketShutdown.Send); // the machine goes on to send what was asked for
        await StateAsync(client, "half-closed");
        (await DrainAsync(socket)).Should().BeGreaterThan(Bytes);
        await StateAsync(client, "closed");
        (await AskAsync($"client={client}")).Flows.Single().IdleTimeoutSeconds.Should().Be(10);
    }

    [Fact]
    public async Task A_direct_connection_and_one_through_the_vip_are_told_apart_also_where_the_backend_sees_another_port()
    {
        var web1 = await Served.InsideAsync("web1");
        using var direct = await Conversation.OpenAsync(network.Client, new IPEndPoint(web1.Address, 8080));
        var held = await network.HoldAsync(8);
        var client = direct.Local.ToString();
        var shown = (await AskAsync($"client={client}")).Flows.Single();
        (shown.IsDirect, shown.Set, shown.Backend, shown.Called).Should().Be((true, null, "web/web1", $"{web1.Address}:8080"));

        var throughVip = await AskAsync($"client=client1&vip={network.Vip}");
        throughVip.Flows.Should().OnlyContain(flow => !flow.IsDirect).And.HaveCountGreaterThanOrEqualTo(8);
        var byBackend = await AskAsync($"client=client1&vip={network.Vip}&backend=web2");
        byBackend.Flows.Select(flow => flow.Client).Should()
            .Contain(held.Where(one => one.Machine == "web2").Select(one => one.Conversation.Local.ToString()))
            .And.NotContain(held.Where(one => one.Machine == "web1").Select(one => one.Conversation.Local.ToString()));
        foreach (var (conversation, _) in held)
            conversation.Dispose();
    }

    [Fact]
    public async Task The_command_shows_a_table_and_a_count_or_json_or_what_to_do()
    {
        var held = await network.HoldAsync(3);
        var (code, screen) = await Served.RunAsync("flows", "--vip", network.Vip.Address.ToString());
        code.Should().Be(0, screen);
        screen.Should().Contain("clients/client1").And.Contain("web/first").And.Contain("established");
        (_, screen) = await Served.RunAsync("flows", "--vip", network.Vip.Address.ToString(), "--limit", "2");
        screen.Should().MatchRegex(@"2 of \d+ flows, those with the latest packets; --limit N shows more");

        var (_, json) = await Served.RunAsync("flows", "--client", "client1", "-o", "json");
        JsonSerializer.Deserialize<FlowReport>(json, JsonSerializerOptions.Web)!.Flows.Select(flow => flow.Client).Should()
            .Contain(held.Select(one => one.Conversation.Local.ToString()));

        (await Served.RunAsync("flows", "--backend", "web9")).Should().Match<(int Code, string Output)>(
            answer => answer.Code == 2 && answer.Output.Contains("There is no machine 'web9'; there are: ", StringComparison.Ordinal));
        foreach (var (conversation, _) in held)
            conversation.Dispose();
    }

    [Fact]
    public async Task Tab_offers_vips_and_machines()
    {
        string[] vips = [];
        // A shell is not kept waiting: where the service takes long to answer, Tab offers nothing.
        await Eventually.TrueAsync(async () => (vips = await CompleteAsync("--vip ")).Contains(network.Vip.ToString()), "Tab offers the VIP", 60);
        vips.Should().NotContain("clients/client1");
        await Eventually.TrueAsync(async () => (await CompleteAsync("--client ")).Contains("clients/client1"), "Tab offers machines", 60);
        string[] backends = [];
        await Eventually.TrueAsync(async () => (backends = await CompleteAsync("--backend ")).Contains("web/web1"), "Tab offers backends", 60);
        backends.Should().NotContain("clients/client1");
    }

    private Task<string[]> CompleteAsync(string typed) => Served.CompleteAsync("flows", typed);

    private Task StateAsync(string client, string state) => Eventually.TrueAsync(
        async () => (await AskAsync($"client={client}")).Flows is [var flow] && flow.State == state, $"the flow of {client} is {state}");

    private async Task<FlowReport> AskAsync(string query) =>
        JsonSerializer.Deserialize<FlowReport>(await Served.Client.GetJsonAsync($"flows?{query}"), JsonSerializerOptions.Web)!;

    private static async Task<long> DrainAsync(Socket socket)
    {
        var buffer = new byte[1 << 20];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        long count = 0;
        for (int read; (read = await socket.ReceiveAsync(buffer, patience.Token)) > 0;)
            count += read;
        return count;
    }
}
