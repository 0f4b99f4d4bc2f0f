using System.Text.RegularExpressions;
using Ilb.EndToEnd.Fixtures;

namespace Ilb.EndToEnd.Metrics;

/// <summary>The dashboard and the rules that come with ilb, and the page of metrics.</summary>
internal static partial class MonitoringFiles
{
    /// <summary>Of every metric that they ask for.</summary>
    public static IReadOnlySet<string> Names() => Directory.GetFiles(Path.GetDirectoryName(IlbProgram.Source("docs/monitoring/alerts.yml"))!)
        .SelectMany(file => Name().Matches(File.ReadAllText(file)).Select(match => match.Value)).ToHashSet();

    /// <summary>Of every metric that `ilb reference` writes of.</summary>
    public static IReadOnlySet<string> Documented() =>
        Name().Matches(File.ReadAllText(IlbProgram.Source("docs/reference/metrics.md"))).Select(match => match.Value).ToHashSet();

    [GeneratedRegex(@"\bilb_[a-z_]+")]
    private static partial Regex Name();
}
