using System.Collections.Immutable;
using System.Globalization;

namespace Ilb.Agent.Gateways;

/// <summary>One connection as charon tells of it.</summary>
/// <param name="Name">Of the connection, see <see cref="ConnectionName"/>.</param>
/// <param name="Number">Charon's own, of the session.</param>
/// <param name="IsBegun">By this end, and not answered yet.</param>
/// <param name="Children">Number → bytes in and out, of those that carry packets; a number stays with one set of keys.</param>
/// <param name="Age">Since it was established, or its own keys were last renewed.</param>
internal sealed record SecurityAssociation(
    string Name, string Number, bool IsBegun, bool IsEstablished, TimeSpan Age, ImmutableDictionary<string, (long In, long Out)> Children)
{
    public bool IsUp => IsEstablished && !Children.IsEmpty;
}

/// <summary>Reads `swanctl --list-sas --raw`: <c>list-sa event {name {state=ESTABLISHED … child-sas {name-1 {state=INSTALLED bytes-in=1 …}}}}</c>, one a line.</summary>
internal static class SecurityAssociations
{
    public static IReadOnlyList<SecurityAssociation> Parse(string text) =>
        [.. text.Split('\n').Where(line => line.StartsWith("list-sa event ", StringComparison.Ordinal)).SelectMany(Read)];

    private static IEnumerable<SecurityAssociation> Read(string line)
    {
        var at = line.IndexOf('{', StringComparison.Ordinal) + 1;
        foreach (var (name, connection) in Section(line, ref at).Sections)
            yield return new SecurityAssociation(
                name,
                connection.Values.GetValueOrDefault("uniqueid", ""),
                connection.Values.GetValueOrDefault("state") == "CONNECTING" && connection.Values.GetValueOrDefault("initiator") == "yes",
                IsEstablished(connection),
                TimeSpan.FromSeconds(Number(connection, "established")),
                Children(connection));
    }

    /// <summary>While keys are renewed the old ones hold; the new ones are taken with all children.</summary>
    private static bool IsEstablished(Part connection) => connection.Values.GetValueOrDefault("state") is "ESTABLISHED" or "REKEYING" or "REKEYED";

    private static ImmutableDictionary<string, (long, long)> Children(Part connection) =>
        !connection.Sections.TryGetValue("child-sas", out var all)
            ? ImmutableDictionary<string, (long, long)>.Empty
            : all.Sections.Values
                .Where(child => child.Values.GetValueOrDefault("state") is "INSTALLED" or "REKEYING" or "REKEYED")
                .GroupBy(child => child.Values.GetValueOrDefault("uniqueid", ""))
                .ToImmutableDictionary(child => child.Key, child => (Number(child.First(), "bytes-in"), Number(child.First(), "bytes-out")));

    private static long Number(Part part, string name) =>
        long.TryParse(part.Values.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>From after an opening brace to after the closing one.</summary>
    private static Part Section(string line, ref int at)
    {
        var part = new Part([], []);
        while (at < line.Length && line[at] != '}')
        {
            var start = at;
            while (at < line.Length && line[at] is not ('=' or '{' or '}' or ' '))
                at++;
            var name = line[start..at];
            if (at < line.Length && line[at] == '=')
                part.Values[name] = Value(line, ref at);
            else if (at + 1 < line.Length && line[at] == ' ' && line[at + 1] == '{')
            {
                at += 2;
                part.Sections[name] = Section(line, ref at);
            }
            else
                at++;
        }

        at++;
        return part;
    }

    private static string Value(string line, ref int at)
    {
        var start = ++at;
        var end = at < line.Length && line[at] == '[' ? ']' : ' ';
        while (at < line.Length && line[at] != end && (end == ']' || line[at] != '}'))
            at++;
        var value = line[start..at];
        if (end == ']')
            at++;
        return value;
    }

    private sealed record Part(Dictionary<string, string> Values, Dictionary<string, Part> Sections);
}
