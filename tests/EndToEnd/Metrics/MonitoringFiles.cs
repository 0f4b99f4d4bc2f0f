using System.Text.RegularExpressions;
using Ilb.EndToEnd.Fixtures;

namespace Ilb.EndToEnd.Metrics;

/// <summary>The dashboard and the rules that come with ilb, and the page that tells of metrics.</summary>
internal static partial class MonitoringFiles
{
    /// <summary>Of every metric that they ask for.</summary>
    public static IReadOnlySet<string> Names() => Directory.GetFiles(Path.GetDirectoryName(IlbProgram.Source("docs/monitoring/alerts.yml"))!)
        .SelectMany(file => Name().Matches(File.ReadAllText(file)).Select(match => match.Value)).ToHashSet();

    /// <summary>Of every metric that the page tells of, as Prometheus has it, without its unit: "ilb_frontend_io".</summary>
    public static IReadOnlySet<string> Documented() => File.ReadLines(IlbProgram.Source("docs/monitoring.md"))
        .Where(line => line.StartsWith("| `ilb.", StringComparison.Ordinal))
        .SelectMany(line => DottedName().Matches(line.Split('|')[1]).Select(match => match.Value.Replace('.', '_'))).ToHashSet();

    [GeneratedRegex(@"\bilb_[a-z_]+")]
    private static partial Regex Name();

    [GeneratedRegex(@"\bilb\.[a-z._]+")]
    private static partial Regex DottedName();
}
