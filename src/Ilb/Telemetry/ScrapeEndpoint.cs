using System.Net;
using Ilb.ControlPlane.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

namespace Ilb.Telemetry;

/// <summary>Answers GET /metrics in the text format of Prometheus.</summary>
internal sealed class ScrapeEndpoint : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly MeterProvider _meters;

    private ScrapeEndpoint(WebApplication application, MeterProvider meters) => (_application, _meters) = (application, meters);

    /// <exception cref="ListenException">The address can't be listened on.</exception>
    public static async Task<ScrapeEndpoint> StartAsync(IPEndPoint listen, MeterProvider meters, ILoggerFactory logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(logs);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(listen);
        });
        var application = builder.Build();
        application.UseOpenTelemetryPrometheusScrapingEndpoint(meters, predicate: null, path: null, configureBranchedPipeline: null, optionsName: null);
        try
        {
            await Listening.StartAsync(application, listen);
            return new ScrapeEndpoint(application, meters);
        }
        catch
        {
            meters.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _meters.Dispose();
    }
}
