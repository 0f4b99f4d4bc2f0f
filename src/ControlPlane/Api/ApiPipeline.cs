using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Ilb.ControlPlane.Audit;
using Ilb.ControlPlane.Identity;
using Ilb.ControlPlane.Plans;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Ilb.ControlPlane.Api;

/// <summary>
/// The way of a request: health → authentication → version → plan or state in force → route → body → answer. Authentication comes first so that nobody
/// without a certificate learns which resources there are.
/// </summary>
internal sealed partial class ApiPipeline(
    Func<Guid, X509Certificate2?, bool> mayOpen, RouteTable routes, PlanBook plans, AuditTrail audit, Func<string?> unready, ServiceLimits limits, RequestRate rate,
    ILogger<ApiPipeline> log)
{
    private readonly BodyBudget _bodies = new(limits);

    public async Task RunAsync(HttpContext context)
    {
        var id = Guid.NewGuid().ToString("N");
        var headers = context.Response.Headers;
        headers["x-ms-request-id"] = id;
        headers["x-ms-servedbyregion"] = "ilb";
        headers.Server = "ilb";
        headers.CacheControl = "no-cache";
        if (context.Request.Path.Equals("/healthz", StringComparison.OrdinalIgnoreCase))
            await WriteAsync(context, Health());
        else
            await WriteAsync(context, await AnswerAsync(context, id));
    }

    private ApiAnswer Health() => unready() is { } reason
        ? new ApiAnswer(HttpStatusCode.ServiceUnavailable, AnswerStream.Of(reason + "\n"), "text/plain; charset=utf-8")
        : new ApiAnswer(HttpStatusCode.OK, AnswerStream.Of("ready\n"), "text/plain; charset=utf-8");

    private async Task<ApiAnswer> AnswerAsync(HttpContext context, string id)
    {
        try
        {
            return await DispatchAsync(context, id);
        }
        catch (ApiException fault)
        {
            TellRefused(context, id, fault);
            if (fault.Status == HttpStatusCode.TooManyRequests)
                context.Response.Headers.RetryAfter = "1";
            return Error(fault.Status, fault.Code, fault.Message);
        }
        catch (BadHttpRequestException error)
        {
            TellRefused(context, id, new ApiException((HttpStatusCode)error.StatusCode, "BadRequest", error.Message));
            return Error((HttpStatusCode)error.StatusCode, "BadRequest", error.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return Error(HttpStatusCode.BadRequest, "BadRequest", "The client closed the connection.");
        }
#pragma warning disable CA1031 // The client gets a document with the request's id and the log the whole story, whatever failed.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogFailure(log, error, id, context.Request.Method, context.Request.Path);
            return Error(
                HttpStatusCode.InternalServerError, "InternalError", $"The server encountered an internal error; its log has it under {id}.");
        }
    }

    private async Task<ApiAnswer> DispatchAsync(HttpContext context, string id)
    {
        var segments = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        var subscription = Authenticate(context, segments);
        if (!ServiceVersion.TryRead(context.Request.Headers["x-ms-version"].ToString(), out var version))
            throw ApiException.WrongVersion();
        if (plans.Enter(subscription, segments[1..]) is not var (plan, path))
            return await audit.RecordAsync(
                context, subscription, id, segments[1..], () => AnswerAsync(context, routes, segments[1..], id, subscription, version));
        try
        {
            // A shadow changes nothing, but its keys are the real ones.
            Task<ApiAnswer> Answer() => AnswerAsync(context, plan.Routes, path, id, subscription, version);
            return HttpMethods.IsGet(context.Request.Method) ? await audit.RecordAsync(context, subscription, id, path, Answer) : await Answer();
        }
        catch (ApiException fault) when (!HttpMethods.IsGet(context.Request.Method))
        {
            plan.Note(new PlanProblem(id, $"{context.Request.Method} {string.Join('/', path)}", null, fault.Code, fault.Message));
            throw;
        }
    }

    private async Task<ApiAnswer> AnswerAsync(
        HttpContext context, RouteTable routes, string[] path, string id, Guid subscription, DateOnly version)
    {
        var query = context.Request.Query.ToDictionary(
            pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var (route, values) = routes.Find(context.Request.Method, path, query);
        var request = new ApiRequest(id, subscription, version, values, query, default)
        {
            Called = $"{context.Request.Scheme}://{context.Request.Host}",
            MayEmpty = MayEmpty(context),
        };
        if (route.Streams is not { } most)
        {
            using var share = _bodies.Open(subscription);
            var body = await share.ReadAsync(context.Request.Body, context.RequestAborted);
            return await route.Answer(request with { Body = body }, context.RequestAborted);
        }

        AllowBody(context, most);
        return await route.Answer(request with { Content = context.Request.Body }, context.RequestAborted);
    }

    private static ImmutableArray<string> MayEmpty(HttpContext context) =>
    [
        .. context.Request.Headers["x-ilb-may-empty"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Uri.UnescapeDataString),
    ];

    private static void AllowBody(HttpContext context, long most)
    {
        if (context.Request.ContentLength > most)
            throw ApiException.TooLarge(most);
        // The route counts what comes and says what is wrong: the server would count the frames of chunks as well.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
    }

    private Guid Authenticate(HttpContext context, string[] segments)
    {
        var certificate = context.Connection.ClientCertificate;
        var opens = Guid.TryParseExact(segments.FirstOrDefault(), "D", out var id) && mayOpen(id, certificate);
        rate.Take(opens ? Installation.ThumbprintOf(certificate!) : $"{context.Connection.RemoteIpAddress}");
        return opens ? id : throw ApiException.AuthenticationFailed();
    }

    private static ApiAnswer Error(HttpStatusCode status, string code, string message) =>
        new(status, AnswerStream.Of(ErrorDocument.Write(code, message)), "application/xml; charset=utf-8");

    private static async Task WriteAsync(HttpContext context, ApiAnswer answer)
    {
        context.Response.StatusCode = (int)answer.Status;
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.Length;
        answer.Body.CopyTo(context.Response.BodyWriter);
        await context.Response.BodyWriter.FlushAsync(CancellationToken.None);
    }

    /// <summary>To look for what is not there is no mistake: every cmdlet that makes something does.</summary>
    private void TellRefused(HttpContext context, string id, ApiException fault)
    {
        var (request, connection) = (context.Request, context.Connection);
        if (HttpMethods.IsGet(request.Method) && fault.Status == HttpStatusCode.NotFound)
            return;
        var certificate = connection.ClientCertificate is { } shown ? Installation.ThumbprintOf(shown) : "none";
        LogRefused(
            log, id, (int)fault.Status, fault.Code, $"{request.Method} {request.Path}", $"{connection.RemoteIpAddress}", certificate, ErrorDocument.Printable(fault.Message));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Request {Id} was refused: {Status} {Code} to {Operation} from {Client}, certificate {Certificate}: {Problem}")]
    private static partial void LogRefused(ILogger log, string id, int status, string code, string operation, string client, string certificate, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {Id} failed: {Method} {Path}")]
    private static partial void LogFailure(ILogger log, Exception error, string id, string method, PathString path);
}
