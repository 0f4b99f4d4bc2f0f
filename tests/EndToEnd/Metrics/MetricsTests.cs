using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.Client;
using Ilb.EndToEnd.Fixtures;
using Ilb.EndToEnd.Scenario;
using Xunit;

namespace Ilb.EndToEnd.Metrics;

/// <summary>`ilb serve --metrics`: what Prometheus reads is what was sent. One after the other: they share the machines.</summary>
public sealed class MetricsTests(ScrapedNetwork network) : IClassFixture<ScrapedNetwork>
{
    private static readonly (string, string) ToBackend = ("direction", "to_backend"), ToClient = ("direction", "to_client");

    private ServedInstallation Served => network.Served;

    private BalancedNetwork Balanced => network.Network;

    [Fact]
    public async Task Datagrams_and_their_bytes_are_counted_one_by_one_for_the_set_and_for_the_machine_that_got_them()
    {
        const int count = 25, size = 100, headers = 28;
        (string, string)[] set = [("set", "web/datagrams"), ("vip", $"{Balanced.Vip.Address}"), ("port", $"{ScrapedNetwork.DatagramPort}"), ("protocol", "udp"), ("network", "VNetUSWest")];
        var before = await network.ScrapeAsync();
        using (var datagrams = Datagrams.Open(Balanced.Client, Balanced.At(ScrapedNetwork.DatagramPort)))
        {
            for (var i = 0; i < count; i++)
                (await datagrams.AskAsync(size)).Machine.Should().Be("web1");
        }

        var after = await network.ScrapeAsync();
        double? Grown(string name, params (string, string)[] labels) => after.Sum(name, labels) - before.Sum(name, labels);
        foreach (var (place, labels) in new[] { ("frontend", set), ("backend", [.. set, ("backend", "web/web1")]) })
        {
            Grown($"ilb_{place}_packets_total", [.. labels, ToBackend]).Should().Be(count);
            Grown($"ilb_{place}_packets_total", [.. labels, ToClient]).Should().Be(count);
            Grown($"ilb_{place}_io_bytes_total", [.. labels, ToBackend]).Should().Be(count * (size + headers));
            Grown($"ilb_{place}_io_bytes_total", [.. labels, ToClient]).Should().BeGreaterThan(count * (size + headers), "answers name the machine, too");
            Grown($"ilb_{place}_flows_total", labels).Should().Be(1);
        }

        await network.UntilAsync(after.Sum("ilb_backend_flows_total", set)!.Value, "ilb_backend_open_flows", set);
    }

    [Fact]
    public async Task Connections_are_counted_for_the_set_and_shared_out_among_its_backends()
    {
        var before = await network.ScrapeAsync();
        var answers = new List<string>();
        for (var i = 0; i < 40; i++)
            answers.Add((await Conversation.OnceAsync(Balanced.Client, Balanced.Vip)).Machine!);
        var after = await network.ScrapeAsync();

        double? Grown(string name, params (string, string)[] labels) => after.Sum(name, labels) - before.Sum(name, labels);
        var set = ("set", "web/first");
        Grown("ilb_frontend_flows_total", set).Should().Be(40);
        Grown("ilb_frontend_syns_total", set).Should().BeGreaterThanOrEqualTo(40, "one that was sent again is one more");
        foreach (var machine in new[] { "web1", "web2" })
            Grown("ilb_backend_flows_total", set, ("backend", $"web/{machine}")).Should().Be(answers.Count(machine.Equals));
        Grown("ilb_backend_packets_total", set).Should().Be(Grown("ilb_frontend_packets_total", set));
        Grown("ilb_packets_total", ("verdict", "balanced")).Should().BeGreaterThanOrEqualTo(Grown("ilb_frontend_flows_total", set)!.Value);
    }

    [Fact]
    public async Task A_refused_packet_is_counted_with_its_verdict()
    {
        var web1 = await Served.InsideAsync("web1");
        (string, string)[] labels = [("set", "web/first"), ("verdict", "own_set"), ToBackend];
        var before = (await network.ScrapeAsync()).Sum("ilb_frontend_dropped_total", labels) ?? 0;
        (await Conversation.OnceAsync(web1, Balanced.Vip)).Failure.Should().Be(nameof(SocketError.ConnectionRefused));
        var scrape = await network.ScrapeAsync();
        scrape.Sum("ilb_frontend_dropped_total", labels).Should().Be(before + 1);
        scrape.Sum("ilb_backend_dropped_total", [.. labels, ("backend", "web/web1")]).Should().Be(before + 1, "the member that called is named");
    }

    [Fact]
    public async Task Health_and_probes_are_shown_as_they_change()
    {
        (string, string)[] web2 = [("set", "web/first"), ("backend", "web/web2")];
        await network.UntilAsync(1, "ilb_backend_up", web2);
        await network.UntilAsync(1, "ilb_backend_probe_success", web2);
        await network.UntilAsync(2, "ilb_frontend_available_backends", web2[0]);
        var scrape = await network.ScrapeAsync();
        scrape.Sum("ilb_backend_probe_latency_seconds", web2).Should().BePositive();
        scrape.Sum("ilb_probe_duration_seconds_count", ("set", "web/first"), ("result", "success")).Should().BePositive();

        await Served.SilenceAsync("web2", 12);
        await network.UntilAsync(0, "ilb_backend_probe_success", web2);
        await network.UntilAsync(0, "ilb_backend_up", web2);
        await network.UntilAsync(1, "ilb_frontend_available_backends", web2[0]);
        (await network.ScrapeAsync()).Sum("ilb_probe_duration_seconds_count", ("set", "web/first"), ("result", "failure")).Should().BePositive();
        await Served.HealthyAsync(BalancedNetwork.Service, 3, seconds: 60);
        await network.UntilAsync(1, "ilb_backend_up", web2);
    }

    [Fact]
    public async Task The_applied_revision_follows_the_published_one_and_tables_say_how_full_they_are()
    {
        await Eventually.TrueAsync(async () => (await network.ScrapeAsync()) is var scrape
            && scrape.Sum("ilb_revision_applied") == scrape.Sum("ilb_revision_published")
            && scrape.Sum("ilb_revision_waiting_seconds") == 0, "the newest revision is applied");
        var scrape = await network.ScrapeAsync();
        scrape.Sum("ilb_revision_applied").Should().BeGreaterThanOrEqualTo((await Served.StatusAsync()).Applied);
        scrape.Sum("ilb_revision_delay_seconds_count").Should().BePositive();
        scrape.Sum("ilb_table_usage", ("table", "backends")).Should().Be(3);
        scrape.Sum("ilb_table_limit", ("table", "flows")).Should().Be(131_072);
        scrape.Sum("ilb_flow_evictions_total").Should().Be(0);
    }

    [Fact]
    public async Task A_backend_that_is_no_more_has_no_series_and_what_is_shown_names_no_subscription()
    {
        var endpoint = Documents.Member("short", 540, 8540);
        await Served.ChangeRoleAsync(BalancedNetwork.Service, "web2", role => role.Endpoints().Add(endpoint));
        await network.UntilAsync(1, "ilb_backend_up", ("set", "web/short"));
        await Served.ChangeRoleAsync(BalancedNetwork.Service, "web2", role => role.Endpoints().RemoveAll(one => one.LoadBalancedEndpointSetName == "short"));
        await Eventually.TrueAsync(async () => (await network.ScrapeAsync()).Sum("ilb_backend_up", ("set", "web/short")) is null, "its series are gone");

        var subscription = PublishSettings.Read(Path.Combine(Served.Installation.DataDirectory, "ilb.publishsettings"))[0];
        (await network.ScrapeAsync()).Text.Should().NotContainEquivalentOf($"{subscription.SubscriptionId}");
    }

    [Fact]
    public async Task Counters_go_on_where_they_were_when_serve_was_killed()
    {
        await Conversation.OnceAsync(Balanced.Client, Balanced.Vip);
        var before = (await network.ScrapeAsync()).Sum("ilb_frontend_flows_total", ("set", "web/first"));
        before.Should().BePositive();
        await Served.KillAsync();
        (await Conversation.OnceAsync(Balanced.Client, Balanced.Vip)).Machine.Should().NotBeNull();
        await Served.ServeAsync();
        await network.UntilAsync(before!.Value + 1, "ilb_frontend_flows_total", ("set", "web/first"));
    }

    [Fact]
    public async Task Every_name_that_dashboard_and_alerts_ask_for_is_there()
    {
        (await Conversation.OnceAsync(await Served.InsideAsync("web1"), Balanced.Vip)).Failure.Should().NotBeNull("only then something was dropped");
        var asked = MonitoringFiles.Names();
        asked.Should().HaveCountGreaterThan(10);
        (await network.ScrapeAsync()).Names.Should().Contain(asked);
    }

    [Fact]
    public async Task Page_tells_of_every_metric_and_of_no_other()
    {
        (await Conversation.OnceAsync(await Served.InsideAsync("web1"), Balanced.Vip)).Failure.Should().NotBeNull("only then something was dropped");
        var (told, shown) = (MonitoringFiles.Documented(), (await network.ScrapeAsync()).Names.Where(name => name.StartsWith("ilb_", StringComparison.Ordinal)).ToList());
        shown.Where(name => !told.Any(one => IsOf(one, name))).Should().BeEmpty("'ilb reference docs/reference' writes all");
        told.Where(one => !shown.Any(name => IsOf(one, name))).Should().BeEmpty("there is what it tells of");
    }

    /// <summary>A histogram's has more behind it.</summary>
    private static bool IsOf(string documented, string shown) =>
        shown == documented || shown == $"{documented}_bucket" || shown == $"{documented}_count" || shown == $"{documented}_sum";
}
