using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using Ilb.Contracts;

namespace Ilb.Client;

/// <summary>
/// The service management API of one subscription. A call that changes something returns the id of its operation; the work is done
/// when <see cref="WaitForOperationAsync"/> returns.
/// </summary>
public sealed partial class ServiceManagementClient : IDisposable
{
    /// <summary>The version of the announcement.</summary>
    public const string DefaultVersion = "2014-05-01";

    private readonly HttpClientHandler _handler;
    private readonly HttpClient _http, _uploads;

    /// <param name="subscription">Whose service is called.</param>
    /// <param name="plan">All calls are answered by the shadow of this plan; null: by the state in force.</param>
    public ServiceManagementClient(AzureSubscription subscription, string? plan = null)
    {
        Subscription = subscription;
        Plan = plan;
        var trust = new ServerTrust(subscription.ServerCertificates);
        _handler = new HttpClientHandler
        {
            ClientCertificateOptions = ClientCertificateOption.Manual,
            ServerCertificateCustomValidationCallback = (_, server, _, errors) => trust.Accepts(server, errors),
            // A proxy of the environment leads away from a service that is on this machine or in a private network.
            UseProxy = false,
        };
        _handler.ClientCertificates.Add(subscription.Certificate);
        // Every request is a transaction of milliseconds; what takes long is an operation, asked for again and again.
        _http = Over(TimeSpan.FromSeconds(30));
        // But for a package, which is sent and unpacked in one.
        _uploads = Over(TimeSpan.FromMinutes(10));
    }

    private HttpClient Over(TimeSpan timeout)
    {
        var http = new HttpClient(_handler, disposeHandler: false)
        {
            // A path, and no header that a service might not know: a change that is meant for a plan must never be made.
            BaseAddress = new Uri($"{Subscription.ServiceEndpoint.AbsoluteUri.TrimEnd('/')}/{Subscription.SubscriptionId}/{(Plan is null ? "" : PlanPath(Plan) + "/")}"),
            Timeout = timeout,
        };
        http.DefaultRequestHeaders.Add("x-ms-version", Subscription.ApiVersion);
        return http;
    }

    public AzureSubscription Subscription { get; }

    public string? Plan { get; }

    /// <summary>Sets that calls may leave with fewer members that take connections than their policy wants.</summary>
    public IReadOnlyList<string> MayEmpty { get; set; } = [];

    /// <summary>The answer of a JSON route below ilb/, such as "status".</summary>
    public async Task<string> GetJsonAsync(string path, CancellationToken cancel = default)
    {
        using var answer = await SendAsync(HttpMethod.Get, "ilb/" + path, null, cancel).ConfigureAwait(false);
        return await answer.Content.ReadAsStringAsync().ConfigureAwait(false);
    }

    public Task<Operation> GetOperationAsync(string operationId, CancellationToken cancel = default) =>
        GetAsync<Operation>("operations/" + Escape(operationId), cancel);

    /// <summary>Waits until the operation has ended.</summary>
    /// <exception cref="ServiceManagementException">The operation failed.</exception>
    public async Task<Operation> WaitForOperationAsync(string operationId, CancellationToken cancel = default)
    {
        foreach (var interval in PollIntervals.All())
        {
            var operation = await GetOperationAsync(operationId, cancel).ConfigureAwait(false);
            if (operation.Status != "InProgress") return Ended(operation, operationId);
            await Task.Delay(interval, cancel).ConfigureAwait(false);
        }

        throw new InvalidOperationException("Polling does not end by itself.");
    }

    /// <summary>Turns a failed operation into an exception.</summary>
    public static Operation Ended(Operation operation, string operationId) =>
        operation.Status == "Succeeded"
            ? operation
            : throw new ServiceManagementException(
                operation.Error?.Code ?? "InternalError",
                operation.Error?.Message ?? $"The operation {operationId} ended as {operation.Status}.",
                (System.Net.HttpStatusCode?)operation.HttpStatusCode,
                operationId);

    public void Dispose()
    {
        _http.Dispose();
        _uploads.Dispose();
        _handler.Dispose();
    }

    private static string Escape(string segment) => Uri.EscapeDataString(segment);

    private async Task<T> GetAsync<T>(string path, CancellationToken cancel) where T : class, new()
    {
        using var answer = await SendAsync(HttpMethod.Get, path, null, cancel).ConfigureAwait(false);
        using var body = await answer.Content.ReadAsStreamAsync().ConfigureAwait(false);
        try
        {
            return XmlDocuments.ReadAnswer<T>(body);
        }
        catch (ContractException e)
        {
            throw new ServiceManagementException(
                ServiceManagementException.UnreadableAnswer, $"GET {path}: {e.Message}", answer.StatusCode, RequestId(answer), e);
        }
    }

    private Task<string> PostAsync<T>(string path, T document, CancellationToken cancel) where T : class, new() =>
        ChangeAsync(HttpMethod.Post, path, Xml(document), cancel);

    private Task<string> PutAsync<T>(string path, T document, CancellationToken cancel) where T : class, new() =>
        ChangeAsync(HttpMethod.Put, path, Xml(document), cancel);

    private Task<string> DeleteAsync(string path, CancellationToken cancel) => ChangeAsync(HttpMethod.Delete, path, null, cancel);

    private async Task<string> ChangeAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancel)
    {
        using var answer = await SendAsync(method, path, body, cancel).ConfigureAwait(false);
        return RequestId(answer) ?? "";
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancel) =>
        SendAsync(_http, method, path, body, cancel);

    private async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpMethod method, string path, HttpContent? body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (MayEmpty.Count > 0) request.Headers.Add("x-ilb-may-empty", string.Join(",", MayEmpty.Select(Escape)));
        try
        {
            var answer = await http.SendAsync(request, cancel).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode) return answer;
            using (answer) throw await RefusedAsync(answer).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            var reason = e.GetBaseException() is AuthenticationException
                ? "its certificate is not the one that the publish settings name; import those that it writes (ilb.publishsettings, with server.crt)"
                : $"{e.GetBaseException().Message.TrimEnd('.')}. Is ilb serve running? 'ilb serve --data DIR' starts it";
            throw Unreachable(method, path, $"cannot be reached: {reason}", e);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw Unreachable(method, path, $"did not answer within {http.Timeout.TotalSeconds} s", e);
        }
    }

    private ServiceManagementException Unreachable(HttpMethod method, string path, string reason, Exception inner) => new(
        ServiceManagementException.Unreachable, $"{method} {path}: {Subscription.ServiceEndpoint} {reason}.", null, null, inner);

    private static async Task<ServiceManagementException> RefusedAsync(HttpResponseMessage answer)
    {
        try
        {
            using var body = await answer.Content.ReadAsStreamAsync().ConfigureAwait(false);
            var error = XmlDocuments.ReadAnswer<ServiceError>(body);
            return new ServiceManagementException(error.Code ?? "", error.Message ?? "", answer.StatusCode, RequestId(answer));
        }
        catch (ContractException)
        {
            return new ServiceManagementException(answer.StatusCode.ToString(), $"HTTP {(int)answer.StatusCode} {answer.ReasonPhrase}", answer.StatusCode, RequestId(answer));
        }
    }

    private static string? RequestId(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("x-ms-request-id", out IEnumerable<string>? ids) ? string.Concat(ids) : null;

    private static ByteArrayContent Xml<T>(T document) where T : class, new() => Content(XmlDocuments.ToBytes(document), "application/xml");

    private static ByteArrayContent Content(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }
}
