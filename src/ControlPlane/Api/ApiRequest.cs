using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Ilb.ControlPlane.Api;

/// <summary>A request after authentication and routing: who asks, what the path and query say, and the body.</summary>
/// <param name="Id">32 lower-case hex digits; of a 202 also the operation's id.</param>
/// <param name="Version">The x-ms-version header.</param>
/// <param name="Path">The values of the pattern's names, as the client spelled them.</param>
/// <param name="Query">Names in lower case.</param>
public sealed record ApiRequest(
    string Id,
    Guid Subscription,
    DateOnly Version,
    IReadOnlyDictionary<string, string> Path,
    IReadOnlyDictionary<string, string> Query,
    ReadOnlyMemory<byte> Body)
{
    /// <summary>The body of a route that streams.</summary>
    public Stream Content { get; init; } = Stream.Null;

    /// <summary>What the client calls the service: "https://127.0.0.1:8443".</summary>
    public string Called { get; init; } = "";

    /// <summary>The header x-ilb-may-empty: sets that the request may leave with fewer members than their policy wants.</summary>
    public ImmutableArray<string> MayEmpty { get; init; } = [];

    public string this[string name] => Path[name];

    public string? QueryValue(string name) => Query.GetValueOrDefault(name);

    /// <summary>How many of a list are asked for.</summary>
    public int Limit(int usual, int largest)
    {
        if (QueryValue("limit") is not { Length: > 0 } text)
            return usual;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= largest
            ? limit
            : throw ApiException.BadRequest($"limit '{text}' is no number from 1 to {largest}.");
    }

    /// <summary>The value of a query parameter that this route can't do without.</summary>
    public string RequiredQuery(string name) => QueryValue(name) is { Length: > 0 } value
        ? value
        : throw new ApiException(
            HttpStatusCode.BadRequest, "MissingOrInvalidRequiredQueryParameter", $"The query parameter {name} was not specified.");
}
