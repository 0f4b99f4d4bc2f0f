using System.Globalization;

namespace Ilb.Fuzz;

/// <param name="Seconds">How long it runs.</param>
/// <param name="Corpus">Where what is known is read from.</param>
/// <param name="Into">Where the smallest set of inputs that reaches everything is written to in the end; null: nowhere.</param>
internal sealed record FuzzOptions(int Seconds, int Seed, string Corpus, string? Into)
{
    private const string Usage = """
        usage: Ilb.Fuzz [--seconds N] [--seed N] [--corpus FOLDER] [--into FOLDER]

        Feeds the parsers of requests with documents made of those in the corpus and keeps what reaches new code. Ends with 1, and the input in a
        file, when a parser fails in another way than by refusing, when a document is another one once it was written and read again, and when one takes
        longer than two seconds.
        """;

    /// <summary>Null, and the usage is told, if they can't be read.</summary>
    public static FuzzOptions? Read(string[] args)
    {
        var options = new FuzzOptions(60, Environment.TickCount, Path.Combine(AppContext.BaseDirectory, "corpus"), null);
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = args.ElementAtOrDefault(i + 1);
            var number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : -1;
            options = args[i] switch
            {
                "--seconds" when number >= 0 => options with { Seconds = number },
                "--seed" when number >= 0 => options with { Seed = number },
                "--corpus" when Directory.Exists(value) => options with { Corpus = value },
                "--into" when value is not null => options with { Into = value },
                _ => null!,
            };
            if (options is not null)
                continue;
            Console.Error.WriteLine(Usage);
            return null;
        }

        return options;
    }
}
