using System.Diagnostics.Metrics;
using System.Net;
using Ilb.ControlPlane;
using Ilb.ControlPlane.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Ilb.Telemetry;

/// <summary>Where control plane and agent count, and who is shown it: nobody, unless asked for. Then nothing is read either.</summary>
/// <param name="installation">Tells installations apart that one collector hears of.</param>
internal sealed class Measuring(string installation) : IAsyncDisposable
{
    private const string Name = "ilb", CollectorVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>
    /// Series that a collector may be sent of one instrument while the process lives: as many as the kernel has backends, both ways.
    /// OpenTelemetry counts those of backends that are no more, and sends what is beyond that many as one.
    /// </summary>
    private const int MostSeries = 32_768;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private Meter? _meter;

    public Meter Meter => _meter ??= _services.GetRequiredService<IMeterFactory>().Create(Name);

    /// <summary>Shows it to Prometheus, and to the collector that the environment names. Ends before those whom instruments ask.</summary>
    /// <exception cref="ListenException">The address can't be listened on.</exception>
    public async Task<IAsyncDisposable> ShowAsync(IPEndPoint? prometheus, ILoggerFactory logs)
    {
        var endpoint = prometheus is null ? null : await ScrapeEndpoint.StartAsync(prometheus, Meter, logs);
        return new Shown(endpoint, string.IsNullOrEmpty(Environment.GetEnvironmentVariable(CollectorVariable)) ? null : Collect());
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private MeterProvider Collect() => Sdk.CreateMeterProviderBuilder()
        .AddMeter(Name)
        .AddView(_ => new MetricStreamConfiguration { CardinalityLimit = MostSeries })
        .SetResourceBuilder(ResourceBuilder.CreateEmpty()
            .AddService(Name, serviceVersion: IlbBuild.Version, autoGenerateServiceInstanceId: false, serviceInstanceId: installation)
            .AddEnvironmentVariableDetector())
        .AddOtlpExporter()
        .Build();

    private sealed class Shown(ScrapeEndpoint? endpoint, MeterProvider? collected) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (endpoint is not null)
                await endpoint.DisposeAsync();
            collected?.Dispose();
        }
    }
}
