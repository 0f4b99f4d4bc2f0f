namespace Ilb.ControlPlane.Api;

/// <summary>
/// One line of the route table. The pattern is relative to the subscription: "services/hostedservices/{service}?comp=media";
/// a name in braces takes one segment, everything else is compared without case; a query must be present with that value,
/// and "comp", which names another operation on the same path, must be absent where the pattern has none.
/// </summary>
public sealed class Route
{
    private readonly string[] _segments;

    public Route(string method, string pattern, Func<ApiRequest, CancellationToken, Task<ApiAnswer>> answer)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        Method = method;
        Pattern = pattern;
        Answer = answer;
        var parts = pattern.Split('?', 2);
        _segments = parts[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        Query = parts.Length == 2 ? Split(parts[1]) : null;
    }

    public Route(string method, string pattern, Func<ApiRequest, ApiAnswer> answer)
        : this(method, pattern, (request, _) => Task.FromResult(answer(request)))
    {
    }

    public string Method { get; }

    public string Pattern { get; }

    /// <summary>The query that tells this route from another with the same path.</summary>
    public (string Name, string Value)? Query { get; }

    public Func<ApiRequest, CancellationToken, Task<ApiAnswer>> Answer { get; }

    /// <summary>Most bytes of a body that the route reads by itself as a stream; null: it gets the body as a whole.</summary>
    public long? Streams { get; init; }

    /// <summary>The values of the pattern's names if the path is this route's, else null.</summary>
    public IReadOnlyDictionary<string, string>? Match(IReadOnlyList<string> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        if (segments.Count != _segments.Length)
            return null;
        var values = new Dictionary<string, string>();
        for (var i = 0; i < segments.Count; i++)
        {
            if (_segments[i][0] == '{')
                values[_segments[i][1..^1]] = segments[i];
            else if (!_segments[i].Equals(segments[i], StringComparison.OrdinalIgnoreCase))
                return null;
        }

        return values;
    }

    public bool Accepts(IReadOnlyDictionary<string, string> query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Query is { } wanted
            ? query.TryGetValue(wanted.Name, out var value) && value.Equals(wanted.Value, StringComparison.OrdinalIgnoreCase)
            : !query.ContainsKey("comp");
    }

    public override string ToString() => $"{Method} {Pattern}";

    private static (string, string) Split(string query)
    {
        var parts = query.Split('=', 2);
        return (parts[0], parts[1]);
    }
}
