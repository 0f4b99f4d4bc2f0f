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
    /// <param name="paths">ilb's own first.</param>
    public static Section Run<TPath>(Quantity quantity, IReadOnlyList<TPath> paths, int rounds, Func<TPath, double> measure)
        where TPath : IPath =>
        Run([quantity], paths, rounds, path => [measure(path)]).Single();

    /// <summary>The same where one measurement gives several values.</summary>
    public static IReadOnlyList<Section> Run<TPath>(
        IReadOnlyList<Quantity> quantities, IReadOnlyList<TPath> paths, int rounds, Func<TPath, IReadOnlyList<double>> measure)
        where TPath : IPath
    {
        var samples = paths.Select(_ => new List<IReadOnlyList<double>>()).ToArray();
        for (var round = -1; round < rounds; round++)
        {
            for (var i = 0; i < paths.Count; i++)
            {
                var turn = (i + round + 1) % paths.Count;
                var values = measure(paths[turn]);
                var told = string.Join(", ", quantities.Zip(values, (quantity, value) => $"{value:N2} {quantity.Unit}"));
                Console.Error.WriteLine($"  {quantities[0].Title}, round {round + 1} of {rounds}: {paths[turn].Name} {told}");
                if (round >= 0)
                    samples[turn].Add(values);
            }
        }

        return [.. quantities.Select((quantity, number) => Section(quantity, paths, path => [.. samples[path].Select(values => values[number])]))];
    }

    private static Section Section<TPath>(Quantity quantity, IReadOnlyList<TPath> paths, Func<int, IReadOnlyList<double>> samplesOf)
        where TPath : IPath =>
        new(quantity.Title, quantity.Unit, [.. paths.Select((path, i) => new Figure(
            path.Name,
            Estimate.Of(samplesOf(i)),
            i == 0 ? null : Estimate.OfRatios(samplesOf(0), samplesOf(i)),
            quantity.Goals.GetValueOrDefault(path.Name)))]);
}
