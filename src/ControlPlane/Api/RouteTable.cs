namespace Ilb.ControlPlane.Api;

/// <summary>
/// Finds the route of a request: first line whose path, verb and query fit. Lines with a query come before those without, so
/// order them so. Otherwise the error says which of the three was wrong, or that the classic service had it and ilb does not.
/// </summary>
public sealed class RouteTable(IReadOnlyList<Route> routes)
{
    public IReadOnlyList<Route> Routes { get; } = routes;

    public (Route Route, IReadOnlyDictionary<string, string> Values) Find(
        string method, IReadOnlyList<string> segments, IReadOnlyDictionary<string, string> query)
    {
        var paths = Routes.Select(route => (Route: route, Values: route.Match(segments))).Where(match => match.Values is not null).ToList();
        var verbs = paths.Where(match => match.Route.Method.Equals(method, StringComparison.OrdinalIgnoreCase)).ToList();
        foreach (var (route, values) in verbs)
        {
            if (route.Accepts(query))
                return (route, values!);
        }

        if (NotOffered.At(method, segments, query, paths.SelectMany(match => NotOffered.Names(match.Values!))) is { } sentence)
            throw ApiException.NotFound(sentence);
        if (paths.Count == 0)
            throw ApiException.NotFound($"There is no resource at {string.Join('/', segments)}.");
        if (verbs.Count == 0)
            throw ApiException.WrongVerb(method, paths.Select(match => match.Route.Method).Distinct());
        throw ApiException.MissingQuery(
            string.Join('/', segments), verbs.Select(match => match.Route.Query is { } wanted ? $"{wanted.Name}={wanted.Value}" : "none"));
    }
}
