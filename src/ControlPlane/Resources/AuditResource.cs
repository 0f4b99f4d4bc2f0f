using System.Globalization;
using System.Text.Json;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Audit;

namespace Ilb.ControlPlane.Resources;

/// <summary>Who changed what of this subscription: ilb/audit?since=2030-01-02T03:04:05Z&amp;limit=100, the oldest first.</summary>
internal sealed class AuditResource(AuditLog log)
{
    private const int UsualLimit = 100, LargestLimit = 10_000;

    public ApiAnswer List(ApiRequest request) =>
        ApiAnswer.Json(JsonSerializer.Serialize(log.Read(request.Subscription, Since(request), request.Limit(UsualLimit, LargestLimit)), JsonSerializerOptions.Web));

    private static DateTimeOffset Since(ApiRequest request)
    {
        if (request.QueryValue("since") is not { Length: > 0 } text)
            return DateTimeOffset.MinValue;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since)
            ? since
            : throw ApiException.BadRequest($"since '{text}' is no time such as 2030-01-02T03:04:05Z.");
    }
}
