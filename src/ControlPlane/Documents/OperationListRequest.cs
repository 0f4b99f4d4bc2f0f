using System.Globalization;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Operations;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

/// <summary>Which operations a client asks for: of a time, about an object, with a result; a page of them.</summary>
internal sealed class OperationListRequest(ApiRequest request)
{
    private const int PageLength = 100;

    private readonly DateTimeOffset _from = Time(request, "StartTime"), _to = Time(request, "EndTime");
    private readonly string? _after = request.QueryValue("ContinuationToken"), _about = request.QueryValue("ObjectIdFilter");
    private readonly string? _result = request.QueryValue("OperationResultFilter");

    /// <summary>The oldest first; the token is the place of a page's last one, which need not be there any more.</summary>
    public Wire.SubscriptionOperationCollection PageOf(IEnumerable<OperationRecord> operations)
    {
        var rest = operations.Where(IsMeant).OrderBy(PlaceOf, StringComparer.Ordinal).Take(PageLength + 1).ToList();
        var page = rest.Take(PageLength).ToList();
        return new Wire.SubscriptionOperationCollection
        {
            ContinuationToken = rest.Count > PageLength ? PlaceOf(page[^1]) : null,
            SubscriptionOperations = [.. page.Select(Of)],
        };
    }

    private bool IsMeant(OperationRecord operation) =>
        operation.Subscription == request.Subscription
        && operation.Started >= _from && operation.Started <= _to
        && (string.IsNullOrEmpty(_about) || _about.Equals(operation.Target, StringComparison.OrdinalIgnoreCase))
        && (string.IsNullOrEmpty(_result) || _result.Equals(operation.Status.ToString(), StringComparison.OrdinalIgnoreCase))
        && string.CompareOrdinal(PlaceOf(operation), _after) > 0;

    private static string PlaceOf(OperationRecord operation) => $"{operation.Started.UtcTicks:x16}{operation.Id}";

    private static Wire.SubscriptionOperation Of(OperationRecord operation) => new()
    {
        OperationId = operation.Id,
        OperationObjectId = operation.Target,
        OperationName = operation.Kind,
        OperationStatus = OperationAnswer.Of(operation),
        OperationStartedTime = operation.Started,
        OperationCompletedTime = operation.Finished,
    };

    private static DateTimeOffset Time(ApiRequest request, string name) =>
        DateTimeOffset.TryParse(request.RequiredQuery(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw ApiException.BadRequest($"{name} '{request.QueryValue(name)}' is no time such as 2014-05-20T08:00:00Z.");
}
