using System.Net;
using System.Text;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Metrics;

/// <summary>OTEL_EXPORTER_OTLP_ENDPOINT: metrics are sent to a collector.</summary>
public sealed class CollectorTests
{
    [Fact]
    public async Task A_collector_that_the_environment_names_is_sent_the_metrics_and_which_installation_they_are_of()
    {
        var place = ServedInstallation.FreeEndPoint();
        using var collector = new HttpListener();
        collector.Prefixes.Add($"http://{place}/");
        collector.Start();
        await using var served = await ServedInstallation.StartAsync();
        await served.StopAsync();
        served.Variables =
        [
            $"OTEL_EXPORTER_OTLP_ENDPOINT=http://{place}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "OTEL_METRIC_EXPORT_INTERVAL=200",
        ];
        await served.ServeAsync();

        await Eventually.TrueAsync(
            async () => await ReceiveAsync(collector) is var sent && sent.Contains("ilb.packets", StringComparison.Ordinal) && sent.Contains(served.Installation.Name, StringComparison.Ordinal),
            "the collector is sent metrics of this installation");
    }

    private static async Task<string> ReceiveAsync(HttpListener collector)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var sent = await collector.GetContextAsync().WaitAsync(patience.Token);
        sent.Request.Url!.AbsolutePath.Should().Be("/v1/metrics");
        using var body = new StreamReader(sent.Request.InputStream, Encoding.Latin1);
        var text = await body.ReadToEndAsync(patience.Token);
        sent.Response.Close();
        return text;
    }
}
