using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Ilb.Telemetry;

/// <summary>Where control plane and agent count, and who is shown it. Nobody, unless asked for: then the counts are read by no one.</summary>
/// <param name="installation">Tells installations apart that one collector hears of.</param>
internal sealed class Measuring(string installation) : IAsyncDisposable
{
    private const string Name = "ilb", CollectorVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>
    /// Series that one instrument may have while the process lives: as many backends as the kernel has slots, both ways. Those of
    /// backends that are no more count on, so what begins after that many is lost; series of their own name then say so.
    /// </summary>
    private const int MostSeries = 32_768;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private Meter? _meter;

    public Meter Meter => _meter ??= _services.GetRequiredService<IMeterFactory>().Create(Name);

    /// <summary>Shows it to Prometheus, and to the collector that the environment names; null where neither is wanted.</summary>
    public async Task<IAsyncDisposable?> ShowAsync(IPEndPoint? prometheus, ILoggerFactory logs)
    {
        var collector = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(CollectorVariable));
        if (prometheus is null && !collector)
            return null;
        var builder = Sdk.CreateMeterProviderBuilder()
            .AddMeter(Name)
            .AddView(_ => new MetricStreamConfiguration { CardinalityLimit = MostSeries })
            .SetResourceBuilder(ResourceBuilder.CreateEmpty()
                .AddService(Name, serviceVersion: typeof(Measuring).Assembly.GetName().Version?.ToString(3), autoGenerateServiceInstanceId: false, serviceInstanceId: installation)
                .AddEnvironmentVariableDetector());
        if (collector)
            builder.AddOtlpExporter();
        if (prometheus is null)
            return new Disposal(builder.Build());
        builder.AddPrometheusExporter(exporter => (exporter.ScrapeResponseCacheDurationMilliseconds, exporter.ScopeInfoEnabled) = (0, false));
        return await ScrapeEndpoint.StartAsync(prometheus, builder.Build(), logs);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class Disposal(MeterProvider meters) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            meters.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
