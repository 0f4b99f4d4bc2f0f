namespace Ilb.Bench.Statistics;

/// <summary>
/// Measures every case once a round, each round beginning with another one, so that whatever else the machine does meets all of them
/// alike. One round before the first is not counted.
/// </summary>
internal static class Rounds
{
    /// <param name="told">What the progress says is being measured.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<double>> Run(
        string told, int rounds, IReadOnlyList<(string Name, Func<double> Measure)> cases)
    {
        var samples = cases.Select(_ => new List<double>()).ToArray();
        for (var round = -1; round < rounds; round++)
        {
            Console.Error.Write($"\r  {told}, round {round + 1} of {rounds}");
            for (var i = 0; i < cases.Count; i++)
            {
                var turn = (i + round + 1) % cases.Count;
                var value = cases[turn].Measure();
                if (round >= 0)
                    samples[turn].Add(value);
            }
        }

        Console.Error.WriteLine();
        return cases.Select((one, i) => (one.Name, Samples: samples[i])).ToDictionary(one => one.Name, one => (IReadOnlyList<double>)one.Samples);
    }
}
