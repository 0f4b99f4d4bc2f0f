using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ilb.ControlPlane.Api;

/// <summary>Kestrel on one address with TLS 1.2 and up. It asks for a client certificate; the pipeline decides what one is worth.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ApiServer(WebApplication application) => _application = application;

    public static async Task<ApiServer> StartAsync(
        ControlPlaneOptions options, Func<X509Certificate2> certificate, RequestDelegate pipeline, ILoggerFactory logs)
    {
        var turnstile = new Turnstile(options.Limits, options.Clock, logs.CreateLogger<Turnstile>());
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(logs);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.Limits.DroppedBytes;
            kestrel.Limits.MaxRequestBufferSize = 64 << 10; // of each connection, whoever it is
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Listen(options.Listen, endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http1;
                endpoint.Use(next => connection => turnstile.RunAsync(connection, next));
                endpoint.UseHttps(https => Secure(https, certificate));
            });
        });
        var application = builder.Build();
        application.Run(pipeline);
        await Listening.StartAsync(application, options.Listen);
        return new ApiServer(application);
    }

    /// <summary>Where it listens; the TCP port is the real one if 0 was asked for.</summary>
    public IPEndPoint Endpoint
    {
        get
        {
            var addresses = _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
            var uri = new Uri(addresses.First());
            return new IPEndPoint(IPAddress.Parse(uri.Host.Trim('[', ']')), uri.Port);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await _application.StopAsync(patience.Token);
        await _application.DisposeAsync();
    }

    private static void Secure(HttpsConnectionAdapterOptions https, Func<X509Certificate2> certificate)
    {
        // Asked at each connection: it may have been renewed.
        https.ServerCertificateSelector = (_, _) => certificate();
        https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        https.HandshakeTimeout = TimeSpan.FromSeconds(15);

        // Not Require: /healthz is for whoever asks, and a client without a certificate deserves the recorded 403 as text
        // instead of a broken handshake. Management certificates are self-signed: the pipeline compares thumbprints.
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        https.ClientCertificateValidation = (_, _, _) => true;
    }
}
