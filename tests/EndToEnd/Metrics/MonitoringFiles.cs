using System.Text.RegularExpressions;
using Ilb.EndToEnd.Fixtures;

namespace Ilb.EndToEnd.Metrics;

/// <summary>The dashboard and the rules that come with ilb.</summary>
internal static partial class MonitoringFiles
{
    /// <summary>Of every metric that they ask for.</summary>
    public static IReadOnlySet<string> Names() => Directory.GetFiles(Path.GetDirectoryName(IlbProgram.Source("docs/monitoring/alerts.yml"))!)
        .SelectMany(file => Name().Matches(File.ReadAllText(file)).Select(match => match.Value)).ToHashSet();

    [GeneratedRegex(@"\bilb_[a-z_]+")]
    private static partial Regex Name();
}
