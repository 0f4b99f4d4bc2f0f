using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.Client;
using Ilb.Contracts;
using Ilb.ControlPlane.Status;
using Ilb.EndToEnd.Fixtures;
using Xunit;
using static Ilb.EndToEnd.Scenario.BalancedNetwork;

namespace Ilb.EndToEnd.Scenario;

/// <summary>What policies of a set do to real connections; afterwards the set is as it was.</summary>
public sealed class PolicyTests(BalancedNetwork network) : IClassFixture<BalancedNetwork>, IAsyncLifetime
{
    private bool _probesHttp;

    private ServedInstallation Served => network.Served;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await CureAsync();
        _probesHttp = false;
        await Served.RunAsync("undrain", "web1", "web2");
        await SetAsync(set => (set.WhenAllDown, set.MinimumHealthyMembers, set.FlapHalfLifeInSeconds, set.SlowStartInSeconds, set.AffinityTimeoutInSeconds) = ("refuse", 0, 0, 0, 0));
        await MemberAsync("web1", 1, isBackup: false);
        await MemberAsync("web2", 1, isBackup: false);
        await Served.HealthyAsync(Service, 2, 60);
    }

    [Fact]
    public async Task Connections_follow_the_weights_and_none_goes_to_what_weighs_nothing()
    {
        await MemberAsync("web1", 3, isBackup: false);
        var counts = await CountAsync(800);
        counts["web1"].Should().BeCloseTo(600, 75, "that is six standard deviations");
        counts["web2"].Should().Be(800 - counts["web1"]);

        await MemberAsync("web1", 0, isBackup: false);
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web2");
        (await BackendAsync("web1")).Should().BeEquivalentTo(new { Health = "up", Weight = 0, Reason = "its weight is 0: it takes no new connections" });
    }

    [Fact]
    public async Task A_backup_takes_connections_only_while_the_other_is_down()
    {
        await MemberAsync("web2", 1, isBackup: true);
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web1");
        (await BackendAsync("web2")).Reason.Should().Be("a backup: others take the connections");
        await using var held = await LongDownloads.StartAsync(network.Client, network.Vip, 2);

        await Served.RunAsync("drain", "web1");
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web2");
        await held.GoOnAsync();
        await Served.RunAsync("undrain", "web1");
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web1");

        await Served.SilenceAsync("web1", 8);
        await Eventually.TrueAsync(async () => (await BackendAsync("web1")).Health == "down", "its probe finds it");
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web2");
        (await BackendAsync("web2")).Reason.Should().Be("a backup, and no other member takes connections");
    }

    [Fact]
    public async Task While_all_are_down_the_policy_decides_what_becomes_of_connections()
    {
        _probesHttp = true;
        await SetAsync(set => set.WhenAllDown = "lastGood");
        await SickenAsync();
        (await WhoServesAsync()).Should().BeEquivalentTo(["web2"], "it was up longer");
        (await BackendAsync("web2")).Reason.Should().MatchRegex("^status 503 :8080 .*; takes connections all the same, as no member is well$");
        (await Served.RunAsync("status")).Code.Should().Be(1);
        await Served.KillAsync();
        await Served.ServeAsync();
        (await WhoServesAsync()).Should().BeEquivalentTo(["web2"], "that is remembered");

        await SetAsync(set => set.WhenAllDown = "allMembers");
        (await WhoServesAsync()).Should().BeEquivalentTo("web1", "web2");
        await SetAsync(set => set.WhenAllDown = "refuse");
        (await network.WhoAnswersAsync(network.Vip, 3)).Should().BeEquivalentTo(nameof(SocketError.ConnectionRefused));

        await SetAsync(set => set.WhenAllDown = "drop");
        var waiting = network.WhoAnswersAsync(network.Vip, 1);
        await Eventually.TrueAsync(async () => (await Served.StatusAsync()).Verdicts.GetValueOrDefault("no_backend_silent") > 0, "nobody answers");
        await CureAsync();
        (await waiting).Single().Should().NotBe(nameof(SocketError.ConnectionRefused), "the client tries again and again");
    }

    [Fact]
    public async Task The_last_member_is_taken_out_only_by_who_names_the_set()
    {
        await SetAsync(set => set.MinimumHealthyMembers = 1);
        (await Served.RunAsync("drain", "web1")).Code.Should().Be(0);
        var (code, output) = await Served.RunAsync("drain", "web2");
        code.Should().Be(2, output);
        output.Should().Contain("web/first would be left with no member that takes connections").And.Contain("--empty-set first");
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web2");

        (code, output) = await Served.RunAsync("drain", "web2", "--empty-set", "first");
        code.Should().Be(0, output);
        (await network.WhoAnswersAsync(network.Vip, 3)).Should().BeEquivalentTo(nameof(SocketError.ConnectionRefused));
    }

    [Fact]
    public async Task A_member_that_flaps_is_held_back_though_its_probe_is_answered()
    {
        await SetAsync(set => set.FlapHalfLifeInSeconds = 600);
        for (var time = 1; time <= 3; time++)
        {
            await Served.SilenceAsync("web1", 7);
            await Eventually.TrueAsync(async () => (await BackendAsync("web1")).Health == "down", $"it is down for the {time}. time");
            await Eventually.TrueAsync(async () => (await BackendAsync("web1")).Health != "down", "it answers again");
        }

        var web1 = await BackendAsync("web1");
        web1.Health.Should().Be("damped");
        web1.Reason.Should().MatchRegex(@"^went down 3 times, penalty 2\d\d\d: held back until \d\d:\d\d:\d\d, when that is 750$");
        web1.Probes[^1].Failure.Should().BeNull();
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web2");

        await Served.RunAsync("drain", "web2");
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo(["web1"], "nobody else is there");
    }

    [Fact]
    public async Task A_member_that_comes_back_gets_its_share_little_by_little()
    {
        await SetAsync(set => set.SlowStartInSeconds = 3600);
        await Served.RunAsync("drain", "web1");
        await Served.RunAsync("undrain", "web1");
        (await CountAsync(440))["web1"].Should().BeCloseTo(40, 36, "it has a tenth of its weight, which is one in eleven");
        (await BackendAsync("web1")).Reason.Should().StartWith("starts slowly with 10 % of its weight, has all of it at ");

        await SetAsync(set => set.SlowStartInSeconds = 0);
        (await CountAsync(200))["web1"].Should().BeCloseTo(100, 42);
    }

    [Fact]
    public async Task A_client_stays_with_its_member_though_the_table_leads_elsewhere()
    {
        await SetAsync(set => set.AffinityTimeoutInSeconds = 600);
        var member = (await network.WhoAnswersAsync(network.Vip)).Should().ContainSingle("it is one client").Which;
        var other = member == "web1" ? "web2" : "web1";
        await MemberAsync(member, 1, isBackup: true);
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo([member], "the table leads to {0} alone", other);

        await Served.RunAsync("drain", member);
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo(other);
        await Served.RunAsync("undrain", member);
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo(other);

        await SetAsync(set => set.AffinityTimeoutInSeconds = 0);
        await MemberAsync(member, 1, isBackup: false);
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web1", "web2");
    }

    private async Task<Dictionary<string, int>> CountAsync(int connections)
    {
        var counts = new Dictionary<string, int>();
        for (var i = 0; i < connections; i++)
        {
            var reply = await Conversation.OnceAsync(network.Client, network.Vip);
            reply.Failure.Should().BeNull();
            counts[reply.Machine!] = counts.GetValueOrDefault(reply.Machine!) + 1;
        }

        return counts;
    }

    private async Task SetAsync(Action<InputEndpoint> change)
    {
        var set = Documents.Member("first", 100, 8080);
        if (_probesHttp)
            (set.LoadBalancerProbe!.Protocol, set.LoadBalancerProbe.Path) = ("http", "/");
        change(set);
        await Served.DoneAsync(Served.Client.UpdateLoadBalancedSetAsync(Service, Service, new LoadBalancedEndpointList { InputEndpoints = [set] }));
    }

    /// <summary>First web1 and then web2 answer as if they were ill, each in its own way, to probes and to everybody.</summary>
    private async Task SickenAsync()
    {
        await Served.ExecuteAsync("web1", "sh", "-c", "echo 501 > /run/responder/status");
        await Served.HealthyAsync(Service, 1);
        await Served.ExecuteAsync("web2", "sh", "-c", "echo 503 > /run/responder/status");
        await Served.HealthyAsync(Service, 0);
    }

    private async Task CureAsync()
    {
        foreach (var machine in (string[])["web1", "web2"])
            await Served.ExecuteAsync(machine, "rm", "-f", "/run/responder/status");
    }

    private async Task<IEnumerable<string>> WhoServesAsync() =>
        (await network.WhoAnswersAsync(network.Vip)).Select(answer => answer.Contains(" 501") ? "web1" : answer.Contains(" 503") ? "web2" : answer).Distinct();

    private Task MemberAsync(string machine, int weight, bool isBackup) => Served.ChangeRoleAsync(
        Service, machine, role => (role.Endpoints()[0].Weight, role.Endpoints()[0].Backup) = (weight, isBackup));

    private async Task<BackendStatus> BackendAsync(string machine) =>
        (await Served.StatusAsync()).Vips.Single().Sets.Single().Backends.Single(backend => backend.Machine == $"{Service}/{machine}");
}
