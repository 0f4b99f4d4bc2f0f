using System.Net;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Identity;
using Ilb.ControlPlane.Operations;
using Ilb.ControlPlane.Plans;
using Microsoft.AspNetCore.Http;

namespace Ilb.ControlPlane.Audit;

/// <summary>Writes down every request that changes something, or reads a key, and what it was answered.</summary>
/// <param name="operation">The operation of that id that a request began.</param>
internal sealed class AuditTrail(AuditLog log, Func<string, OperationRecord?> operation, TimeProvider clock)
{
    /// <summary>Of what a client chose, characters.</summary>
    private const int MostText = 500;

    /// <param name="path">Behind the subscription, or behind a plan.</param>
    public async Task<ApiAnswer> RecordAsync(HttpContext context, Guid subscription, string id, string[] path, Func<Task<ApiAnswer>> answer)
    {
        if (!IsOfInterest(context.Request.Method, path))
            return await answer();
        var entry = Entry(context, id, path);
        try
        {
            var given = await answer();
            log.Append(subscription, operation(id) is { } begun ? entry with { Operation = $"{begun.Kind} {begun.Target}", Result = "accepted" }
                : entry with { Operation = given.Changed is { } changed ? Short(changed) : null });
            return given;
        }
        catch (ApiException refused)
        {
            log.Append(subscription, entry with { Result = "refused", Code = refused.Code, Message = Short(refused.Message) });
            throw;
        }
        catch (Exception failed)
        {
            log.Append(subscription, entry with { Result = "refused", Code = "InternalError", Message = Short(failed.Message) });
            throw;
        }
    }

    public void End(OperationRecord ended) => log.Append(
        ended.Subscription,
        new AuditEnd(
            ended.Finished ?? clock.GetUtcNow(), ended.Id, ended.Status == OperationStatus.Succeeded ? "succeeded" : "failed", ended.ErrorCode, ended.ErrorMessage is { } message ? Short(message) : null));

    /// <summary>Plans change nothing. Whoever has a gateway's key can be its site.</summary>
    private static bool IsOfInterest(string method, string[] path) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method)
            ? path is [.., var last] && last.Equals("sharedkey", StringComparison.OrdinalIgnoreCase)
            : !string.Join('/', path).StartsWith(PlanBook.Path, StringComparison.OrdinalIgnoreCase);

    private AuditEntry Entry(HttpContext context, string id, string[] path)
    {
        var certificate = context.Connection.ClientCertificate!;
        return new AuditEntry(
            clock.GetUtcNow(),
            id,
            Installation.ThumbprintOf(certificate),
            Short(certificate.Subject),
            new IPEndPoint(context.Connection.RemoteIpAddress ?? IPAddress.None, context.Connection.RemotePort).ToString(),
            Short($"{context.Request.Method} {string.Join('/', path)}{context.Request.QueryString}"),
            Operation: null,
            "done");
    }

    private static string Short(string text) => text.Length <= MostText ? text : text[..MostText] + "…";
}
