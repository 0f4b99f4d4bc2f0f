using Ilb.Bench.Paths;
using Ilb.Bench.Report;
using Ilb.Bench.Statistics;

namespace Ilb.Bench.Loads;

/// <summary>
/// Measures every path once a round, one after the other and each round beginning with another, so that whatever else the machine
/// does meets all of them alike. One round before the first is not counted.
/// </summary>
internal static class PathComparison
{
    public static Section Run(
        string title,
        string unit,
        IReadOnlyList<IPath> paths,
        int rounds,
        IReadOnlyDictionary<string, Goal> goals,
        Func<IPath, double> measure)
    {
        var samples = paths.ToDictionary(path => path, _ => new List<double>());
        for (var round = -1; round < rounds; round++)
        {
            for (var i = 0; i < paths.Count; i++)
            {
                var path = paths[(i + round + 1) % paths.Count];
                var value = measure(path);
                Console.Error.WriteLine($"  {title}, round {round + 1} of {rounds}: {path.Name} {value:N2} {unit}");
                if (round >= 0)
                    samples[path].Add(value);
            }
        }

        var ilb = samples[paths.Single(path => path is IlbPath)];
        return new Section(title, unit, [.. paths.Select(path => new Figure(
            path.Name,
            Estimate.Of(samples[path]),
            path is IlbPath ? null : Estimate.OfRatios(ilb, samples[path]),
            goals.GetValueOrDefault(path.Name)))]);
    }
}
