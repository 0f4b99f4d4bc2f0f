using System.Diagnostics;

namespace Ilb.Fuzz;

/// <summary>One run: first what is known, then what is made of it, until the time is over.</summary>
internal sealed class Session
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(2), s_report = TimeSpan.FromSeconds(10);

    private readonly FuzzOptions _options;
    private readonly Coverage _coverage = new();
    private readonly List<Input> _kept = [];
    private readonly Random _random;
    private readonly Mutator _mutator;
    private long _runs;

    private Session(FuzzOptions options)
    {
        _options = options;
        _random = new Random(options.Seed);
        _mutator = new Mutator(_random);
    }

    /// <returns>0: nothing was found.</returns>
    public static int Run(FuzzOptions options)
    {
        var session = new Session(options);
        Console.WriteLine($"seed {options.Seed}");
        var isGood = session.Replay() && session.Search();
        session.Report();
        if (isGood && options.Into is { } folder)
            Distil(session._kept, folder);
        return isGood ? 0 : 1;
    }

    private bool Replay()
    {
        _kept.AddRange(Input.In(_options.Corpus));
        foreach (var missing in Targets.Names.Except(_kept.Select(input => input.Target)))
            throw new InvalidOperationException($"The corpus {_options.Corpus} has no document for '{missing}'.");
        return _kept.ToList().TrueForAll(input => Try(input) is not null);
    }

    private bool Search()
    {
        var (since, told) = (Stopwatch.StartNew(), TimeSpan.Zero);
        while (since.Elapsed < TimeSpan.FromSeconds(_options.Seconds))
        {
            var (one, other) = (Any(), Any());
            var input = one with { Document = _mutator.Change(one.Document, other.Document) };
            if (Try(input) is not { } isNew)
                return false;
            if (isNew)
                _kept.Add(input);
            if (since.Elapsed - told < s_report)
                continue;
            told = since.Elapsed;
            Report();
        }

        return true;
    }

    private Input Any() => _kept[_random.Next(_kept.Count)];

    private void Report() => Console.WriteLine($"{_runs:N0} documents, {_kept.Count:N0} kept, {_coverage.Reached:N0} branches");

    /// <summary>Whether it reached something new; null: it is a finding.</summary>
    private bool? Try(Input input)
    {
        _runs++;
        var start = Stopwatch.GetTimestamp();
        try
        {
            var isNew = _coverage.IsNew(() => Targets.Run(input));
            return Stopwatch.GetElapsedTime(start) < s_longest ? isNew : Found(input, $"it took {Stopwatch.GetElapsedTime(start)}");
        }
#pragma warning disable CA1031 // Whatever it is, it is what was looked for.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return Found(input, $"{failure}");
        }
    }

    private static bool? Found(Input input, string what)
    {
        Console.WriteLine($"FOUND {input.Write(Path.Combine(Path.GetTempPath(), "ilb-fuzz"))}: {what}\n{Convert.ToBase64String(input.Document)}");
        return null;
    }

    /// <summary>The shortest first, and of the others those that add to what they reach.</summary>
    private static void Distil(IEnumerable<Input> kept, string folder)
    {
        var coverage = new Coverage();
        foreach (var input in kept.OrderBy(input => input.Document.Length).Where(input => coverage.IsNew(() => Targets.Run(input))))
            input.Write(folder);
    }
}
