using System.Diagnostics.Metrics;
using System.Net;
using Ilb.ControlPlane.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ilb.Telemetry;

/// <summary>Answers GET /metrics for Prometheus.</summary>
internal sealed class ScrapeEndpoint : IAsyncDisposable
{
    private const string Place = "/metrics";

    private readonly WebApplication _application;
    private readonly PrometheusText _text;

    private ScrapeEndpoint(WebApplication application, PrometheusText text) => (_application, _text) = (application, text);

    /// <exception cref="ListenException">The address can't be listened on.</exception>
    public static async Task<ScrapeEndpoint> StartAsync(IPEndPoint listen, Meter meter, ILoggerFactory logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(logs);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(listen);
        });
        var application = builder.Build();
        var endpoint = new ScrapeEndpoint(application, new PrometheusText(meter));
        application.Run(endpoint.AnswerAsync);
        await Listening.StartAsync(application, listen);
        return endpoint;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _text.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path != Place || !HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var text = _text.Scrape();
        context.Response.ContentType = PrometheusText.ContentType;
        context.Response.ContentLength = text.Length;
        await context.Response.Body.WriteAsync(text, context.RequestAborted);
    }
}
