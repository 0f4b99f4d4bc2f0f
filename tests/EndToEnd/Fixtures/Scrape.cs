using System.Globalization;
using System.Text.RegularExpressions;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>What Prometheus reads at /metrics.</summary>
internal sealed partial class Scrape
{
    private readonly List<(string Name, string Labels, double Value)> _series;

    private Scrape(string text)
    {
        Text = text;
        _series =
        [
            .. from line in text.Split('\n')
               let match = Line().Match(line)
               where match.Success
               select (match.Groups[1].Value, match.Groups[2].Value, double.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture)),
        ];
    }

    public string Text { get; }

    public IReadOnlySet<string> Names => _series.Select(series => series.Name).ToHashSet();

    public static async Task<Scrape> TakeAsync(System.Net.IPEndPoint place)
    {
        using var client = new HttpClient();
        return new Scrape(await client.GetStringAsync(new Uri($"http://{place}/metrics")));
    }

    /// <summary>The sum of all series of that name that have these labels; null where there is none.</summary>
    public double? Sum(string name, params (string Name, string Value)[] labels)
    {
        var found = _series.Where(series =>
            series.Name == name && labels.All(label => series.Labels.Contains($"{label.Name}=\"{label.Value}\"", StringComparison.Ordinal))).ToList();
        return found.Count == 0 ? null : found.Sum(series => series.Value);
    }

    [GeneratedRegex(@"^(\w+)(?:\{(.*)\})? ([^ ]+)( \d+)?$")]
    private static partial Regex Line();
}
