using System.Net;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Ilb.EndToEnd.Scenario;
using Xunit;

namespace Ilb.EndToEnd.Metrics;

/// <summary>OTEL_EXPORTER_OTLP_ENDPOINT: metrics are sent to a collector.</summary>
public sealed class CollectorTests(BalancedNetwork network) : IClassFixture<BalancedNetwork>
{
    [Fact]
    public async Task A_collector_that_the_environment_names_is_sent_what_was_counted_and_which_installation_counted_it()
    {
        const int connections = 7;
        var served = network.Served;
        var place = ServedInstallation.FreeEndPoint();
        using var collector = new HttpListener();
        collector.Prefixes.Add($"http://{place}/");
        collector.Start();
        await served.StopAsync();
        served.Variables =
        [
            $"OTEL_EXPORTER_OTLP_ENDPOINT=http://{place}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "OTEL_METRIC_EXPORT_INTERVAL=200",
        ];
        await served.ServeAsync();
        for (var i = 0; i < connections; i++)
            (await Conversation.OnceAsync(network.Client, network.Vip)).Failure.Should().BeNull();

        SentMetrics? sent = null;
        await Eventually.TrueAsync(
            async () => (sent = await ReceiveAsync(collector)).Sum("ilb.frontend.flows", "set", "web/first") >= connections, "the collector is sent what was counted");
        sent!.Sum("ilb.frontend.flows", "set", "web/first").Should().Be(connections);
        sent.AreOf(served.Installation.Name).Should().BeTrue();
    }

    private static async Task<SentMetrics> ReceiveAsync(HttpListener collector)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var sent = await collector.GetContextAsync().WaitAsync(patience.Token);
        sent.Request.Url!.AbsolutePath.Should().Be("/v1/metrics");
        using var body = new MemoryStream();
        await sent.Request.InputStream.CopyToAsync(body, patience.Token);
        sent.Response.Close();
        return new SentMetrics(body.ToArray());
    }
}
