using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.ControlPlane.Traces;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>`ilb trace`: what it says beforehand is what happens then, and it is not what makes it happen.</summary>
public sealed class TraceTests(BalancedNetwork network) : IClassFixture<BalancedNetwork>
{
    private ServedInstallation Served => network.Served;

    [Fact]
    public async Task A_new_connection_gets_the_backend_that_was_told_for_its_port()
    {
        var told = new HashSet<string>();
        for (ushort port = 21_000; port < 21_012; port++)
        {
            var report = await TraceAsync("web/first", "--source-port", $"{port}");
            report.Should().BeEquivalentTo(new { Verdict = "balanced", Outcome = "delivered", Set = "web/first", OpensFlow = true, IsSourcePortChosen = false });
            report.Source.Should().Be($"{network.Client.Address}:{port}");
            var reply = await Conversation.OnceAsync(network.Client, network.Vip, port);
            $"web/{reply.Machine}".Should().Be(report.DeliveredTo).And.Be(report.Backend);
            told.Add(report.Backend!);
        }

        told.Should().HaveCount(2, "both backends are reached by a dozen ports");
    }

    [Fact]
    public async Task A_connection_that_there_is_is_found_and_its_flow_decides()
    {
        using var open = await Conversation.OpenAsync(network.Client, network.Vip);
        var machine = (await open.AskAsync()).Machine;
        var before = await FlowAsync(open);

        var report = await TraceAsync(network.Vip.ToString(), "--source-port", $"{open.Local.Port}", "--mid-flow");

        report.Flow.Should().BeEquivalentTo(new { Client = open.Local.ToString(), State = "established", Backend = $"web/{machine}" });
        (report.DeliveredTo, report.OpensFlow, report.Table).Should().Be(($"web/{machine}", false, null));
        (await FlowAsync(open)).Should().Be(before, "what is tried counts as no packet");
    }

    [Fact]
    public async Task Without_a_port_a_free_one_is_taken_and_tracing_leaves_no_flow_and_no_count()
    {
        var before = (await Served.StatusAsync()).Verdicts["balanced"];
        var report = await TraceAsync(network.Vip.ToString());
        report.IsSourcePortChosen.Should().BeTrue();
        IPEndPoint.Parse(report.Source).Port.Should().BeInRange(32_768, 60_999);
        report.Flow.Should().BeNull();
        (await Served.Client.GetJsonAsync($"flows?client={report.Source}")).Should().Be("""{"total":0,"flows":[]}""");
        (await Served.StatusAsync()).Verdicts["balanced"].Should().Be(before);
    }

    [Fact]
    public async Task A_denied_client_is_told_the_rule()
    {
        var rule = new AclRule { Order = 70, Action = "deny", RemoteSubnet = $"{network.Client.Address}/32" };
        var endpoint = Documents.Member("guarded", 310, 8310);
        endpoint.EndpointAcl = new EndpointAcl { Rules = [rule] };
        await Served.ChangeRoleAsync(BalancedNetwork.Service, "web1", role => role.Endpoints().Add(endpoint));
        await Eventually.TrueAsync(
            async () => (await Conversation.OnceAsync(await Served.InsideAsync("web2"), network.At(310))).Machine == "web1", "the set answers whom it permits");

        var (code, screen) = await Served.RunAsync("trace", "--from", "client1", "--to", network.At(310).ToString());

        code.Should().Be(1, screen);
        screen.Should().Contain($"rule 70 denies {network.Client.Address}/32").And.Contain("refused (acl_denied: to an endpoint whose access list denies the sender");
        (await Conversation.OnceAsync(network.Client, network.At(310))).Failure.Should().Be(nameof(SocketError.ConnectionRefused));
    }

    [Fact]
    public async Task The_screen_numbers_the_steps_in_names()
    {
        var web1 = await Served.InsideAsync("web1");
        var (code, screen) = await Served.RunAsync("trace", "--from", "clients/client1", "--to", "web1:22");
        code.Should().Be(0, screen);
        screen.Should().Contain("a new TCP connection from").And.Contain("1 port ").And.Contain("clients/client1's interface")
            .And.Contain($"{web1.Address} is web/web1's own address").And.Contain(" delivered to web/web1 (delivered: ");
        (code, screen) = await Served.RunAsync("trace", "--from", "client1", "--to", network.At(999).ToString());
        (code, screen.Contains("it has no endpoint at port 999", StringComparison.Ordinal)).Should().Be((1, true), screen);
        (code, screen) = await Served.RunAsync("trace", "--from", "web1", "--to", "first");
        (code, screen.Contains("own_set", StringComparison.Ordinal)).Should().Be((1, true), screen);
    }

    [Fact]
    public async Task What_can_not_be_tried_is_told_with_what_there_is()
    {
        await RefusedAsync("There is no machine 'client9'; there are: ", "--from", "client9", "--to", network.Vip.ToString());
        await RefusedAsync("'nowhere' is no place to call", "--from", "client1", "--to", "nowhere");
        await RefusedAsync("--source-port 70000: a number from 1 to 65535 is needed.", "--from", "client1", "--to", "first", "--source-port", "70000");
    }

    private async Task RefusedAsync(string message, params string[] arguments)
    {
        var (code, output) = await Served.RunAsync("trace", arguments);
        output.Should().Contain(message);
        code.Should().NotBe(0);
    }

    [Fact]
    public async Task Tab_offers_machines_and_places()
    {
        // A shell is not kept waiting: where the service takes long to answer, Tab offers nothing.
        await Eventually.TrueAsync(async () => (await CompleteAsync("--from ")).Contains("clients/client1"), "Tab offers machines", 60);
        await Eventually.TrueAsync(async () => (await CompleteAsync("--to ")).Contains("web/first"), "Tab offers sets", 60);
    }

    [Fact]
    public async Task After_a_restart_of_the_agent_packets_are_tried_as_before()
    {
        var before = await TraceAsync("first", "--source-port", "22000");
        var backends = (await Served.StatusAsync()).Vips.SelectMany(vip => vip.Sets).Sum(set => set.Backends.Count);
        await Served.KillAsync();
        await Served.ServeAsync();
        await Served.HealthyAsync(BalancedNetwork.Service, backends);
        (await TraceAsync("first", "--source-port", "22000")).Should().BeEquivalentTo(before);
    }

    private Task<string[]> CompleteAsync(string typed) => Served.CompleteAsync("trace", typed);

    private async Task<string> FlowAsync(Conversation of)
    {
        var flow = JsonSerializer.Deserialize<Ilb.ControlPlane.Status.FlowReport>(await Served.Client.GetJsonAsync($"flows?client={of.Local}"), JsonSerializerOptions.Web)!.Flows.Single();
        return $"{flow.State} {flow.PacketsFromClient} {flow.PacketsFromServer} {flow.BytesFromClient}";
    }

    private async Task<TraceReport> TraceAsync(string to, params IEnumerable<string> more)
    {
        var (code, json) = await Served.RunAsync("trace", ["--from", "client1", "--to", to, "-o", "json", .. more]);
        code.Should().Be(0, json);
        return JsonSerializer.Deserialize<TraceReport>(json, JsonSerializerOptions.Web)!;
    }
}
