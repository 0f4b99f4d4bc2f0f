using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using AwesomeAssertions;
using Ilb.Client;
using Ilb.EndToEnd.Fixtures;
using Xunit;
using static Ilb.EndToEnd.Scenario.BalancedNetwork;

namespace Ilb.EndToEnd.Scenario;

/// <summary>Machines are taken out while they are in use, with `ilb drain`, and in again after each test.</summary>
public sealed class DrainTests(BalancedNetwork network) : IClassFixture<BalancedNetwork>, IAsyncLifetime
{
    private const int LocalAddress = 1, RemoteAddress = 2;

    private ServedInstallation Served => network.Served;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await TakeInAsync("web1", "web2");

    [Fact]
    public async Task A_machine_that_drains_keeps_every_connection_and_no_request_fails()
    {
        await using var held = await LongDownloads.StartAsync(network.Client, network.Vip, 12);
        held.Machines.Distinct().Should().HaveCount(2);
        await using var load = Load.Start(network.Client, network.Vip);
        await load.MoreAsync(20);

        var (code, output) = await Served.RunAsync("drain", "web1", "--deadline", "5s", "--wait");
        code.Should().Be(1, output);
        output.Should().MatchRegex(@"web/web1 is draining: \d+ connections? (is|are) left, until \d\d:\d\d:\d\d, then they go on")
            .And.MatchRegex(@"web/web1 is overdue: \d+ connections? (is|are) left and go on");
        ConnectionsIn(output).Should().OnlyContain(left => left >= held.Machines.Count(machine => machine == "web1"));
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web2");
        await held.GoOnAsync();

        (await TakeInAsync("web1")).Should().Contain("web1: taken in again");
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web1", "web2");
        await held.GoOnAsync();
        (await load.StopAsync()).Should().OnlyContain(reply => reply.Failure == null);
    }

    [Fact]
    public async Task A_drain_without_a_deadline_is_over_with_the_last_connection()
    {
        var held = await LongDownloads.StartAsync(network.Client, network.Vip, 6);
        var waiting = Served.RunAsync("drain", "WEB/web1", "web2", "--wait");
        await Eventually.TrueAsync(async () => (await HealthAsync()).All(health => health != "up"), "both are out");
        (await network.WhoAnswersAsync(network.Vip, 5)).Should().BeEquivalentTo(nameof(SocketError.ConnectionRefused));
        await held.GoOnAsync();
        waiting.IsCompleted.Should().BeFalse();

        await held.DisposeAsync();
        var (code, output) = await waiting;
        code.Should().Be(0, output);
        output.Should().Contain("note: web/first takes no new connections now")
            .And.Contain("web/web1 is drained: no connection is left").And.Contain("web/web2 is drained: no connection is left");
        (await HealthAsync()).Should().Equal("drained", "drained");
    }

    [Fact]
    public async Task At_the_deadline_connections_that_are_left_are_reset_on_both_sides_and_others_go_on()
    {
        await using var held = await LongDownloads.StartAsync(network.Client, network.Vip, 12);
        var idle = await network.HoldAsync(8);
        var (code, output) = await Served.RunAsync("drain", "web1", "--set", "first", "--deadline", "5s", "--at-end", "reset", "--wait");
        code.Should().Be(0, output);
        output.Should().Contain("then they are reset").And.Contain("web/web1 of first is drained: no connection is left");

        var left = held.Machines.Count(machine => machine == "web1");
        await Eventually.TrueAsync(() => held.Failures.Count == left, "the client's side of each is reset");
        held.Failures.Should().OnlyContain(failure => failure.Contains("reset"));
        await Eventually.TrueAsync(async () => await EstablishedAsync("web1", LocalAddress, ":1F90") == 0, "so is the machine's side, also of those that were silent");
        var others = held.Machines.Count(machine => machine == "web2") + idle.Count(one => one.Machine == "web2");
        await Eventually.TrueAsync(async () => await EstablishedAsync("client1", RemoteAddress, ":0064") == others, "and the client's side of those");
        await held.GoOnAsync("web2");
        foreach (var (conversation, machine) in idle)
        {
            if (machine == "web2")
                (await conversation.AskAsync()).Machine.Should().Be("web2");
            conversation.Dispose();
        }
    }

    [Fact]
    public async Task A_machine_stays_out_while_serve_is_away_and_its_deadline_counts_all_the_same()
    {
        await using var held = await LongDownloads.StartAsync(network.Client, network.Vip, 12);
        await Served.DoneAsync(Served.Client.BeginDrainAsync(new DrainRequest { Machines = ["web1"], DeadlineSeconds = 10, AtEnd = "reset" }));
        await Served.KillAsync();
        var deadline = DateTimeOffset.UtcNow.AddSeconds(10);
        await held.GoOnAsync();
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web2");
        await Eventually.TrueAsync(() => DateTimeOffset.UtcNow > deadline, "the deadline is over");
        await held.GoOnAsync();

        await Served.ServeAsync();
        await Eventually.TrueAsync(() => held.Failures.Count == held.Machines.Count(machine => machine == "web1"), "what was left is reset");
        await held.GoOnAsync("web2");
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web2");
    }

    [Fact]
    public async Task Udp_flows_stay_or_move_as_they_are_told()
    {
        foreach (var machine in new[] { "web1", "web2" })
            await Served.ChangeRoleAsync(Service, machine, role => role.Endpoints().Add(Documents.Member("dns", 53, 5353, "udp", probePort: 8080)));
        await Served.HealthyAsync(Service, 4);
        using var flow = await FlowToAsync("web1");

        await Served.RunAsync("drain", "web1", "--set", "web/dns");
        (await flow.AskAsync()).Machine.Should().Be("web1");
        using (var other = Datagrams.Open(network.Client, network.At(53)))
            (await other.AskAsync()).Machine.Should().Be("web2");
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo(["web1", "web2"], "the other set is in use");

        await Served.RunAsync("drain", "web1", "--set", "dns", "--udp", "move");
        (await flow.AskAsync()).Machine.Should().Be("web2");
    }

    [Fact]
    public async Task What_is_asked_wrongly_is_said_and_changes_nothing()
    {
        var (code, output) = await Served.RunAsync("drain", "web1", "nosuch", "--deadline", "5m");
        (code, output).Should().Be((2, output));
        output.Should().Contain("There is no machine 'nosuch'; there are: web/web1, web/web2, clients/client1.");
        (await Served.RunAsync("drain", "web1", "--deadline", "soon")).Output.Should().Contain("--deadline soon: a time such as 90s, 5m, 2h or 1d is needed.");
        (await Served.RunAsync("drain")).Output.Trim().Should().Be("no machine is taken out");
        (await Served.RunAsync("drain", "-o", "json")).Output.Trim().Should().Be("[]");
    }

    /// <summary>How many were left, line by line.</summary>
    private static IEnumerable<int> ConnectionsIn(string output) =>
        Regex.Matches(output, @": (\d+) connections? (is|are) left").Select(line => int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture));

    private async Task<string> TakeInAsync(params string[] machines)
    {
        var (code, output) = await Served.RunAsync("undrain", machines);
        code.Should().Be(0, output);
        await Served.HealthyAsync(Service, (await Served.StatusAsync()).Vips.Single().Sets.Sum(set => set.Backends.Count));
        return output;
    }

    private async Task<IReadOnlyList<string>> HealthAsync() =>
        [.. (await Served.StatusAsync()).Vips.Single().Sets.Single(set => set.Name == "web/first").Backends.Select(backend => backend.Health)];

    /// <summary>Connections that a machine still believes in.</summary>
    /// <param name="column">Of /proc/net/tcp.</param>
    /// <param name="port">There, in hexadecimal.</param>
    private async Task<int> EstablishedAsync(string machine, int column, string port)
    {
        const string established = "01";
        var table = await Served.ExecuteAsync(machine, "cat", "/proc/net/tcp");
        return table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Count(fields => fields.Length > 3 && fields[column].EndsWith(port, StringComparison.Ordinal) && fields[3] == established);
    }

    private async Task<Datagrams> FlowToAsync(string machine)
    {
        while (true)
        {
            var flow = Datagrams.Open(network.Client, network.At(53));
            if ((await flow.AskAsync()).Machine == machine)
                return flow;
            flow.Dispose();
        }
    }
}
