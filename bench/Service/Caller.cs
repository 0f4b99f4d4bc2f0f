using System.Diagnostics;
using System.Net.Http.Headers;
using Ilb.Bench.Lab;
using Ilb.Client;

namespace Ilb.Bench.Service;

/// <summary>
/// A client of the management service that keeps its one connection, and does nothing with an answer but take it: what is measured is
/// the service, and the least that a client can do.
/// </summary>
internal sealed class Caller : IDisposable
{
    private readonly HttpClient _http;

    public Caller(AzureSubscription subscription)
    {
        var trust = new ServerTrust(subscription.ServerCertificates);
        var handler = new HttpClientHandler
        {
            ClientCertificateOptions = ClientCertificateOption.Manual,
            ServerCertificateCustomValidationCallback = (_, server, _, errors) => trust.Accepts(server, errors),
            UseProxy = false,
            MaxConnectionsPerServer = 1,
        };
        handler.ClientCertificates.Add(subscription.Certificate);
        _http = new HttpClient(handler) { BaseAddress = new Uri($"{subscription.ServiceEndpoint.AbsoluteUri.TrimEnd('/')}/{subscription.SubscriptionId}/") };
        _http.DefaultRequestHeaders.Add("x-ms-version", subscription.ApiVersion);
    }

    /// <summary>Milliseconds until the whole answer is there.</summary>
    public async Task<double> AskAsync(Asked asked)
    {
        using var request = new HttpRequestMessage(asked.Method, asked.Path);
        if (asked.Body is { } body)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/xml") } };
        var start = Stopwatch.GetTimestamp();
        using var answer = await _http.SendAsync(request);
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return answer.IsSuccessStatusCode
            ? elapsed
            : throw new LabException($"{asked.Method} {asked.Path}", await answer.Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();
}
