using System.Globalization;

namespace Ilb.Bench;

/// <summary>What the command line asks for.</summary>
/// <param name="What">One of <see cref="Parts"/>, or all.</param>
/// <param name="Rounds">Of each measurement, after one that is not counted.</param>
/// <param name="Seconds">Of each measurement under load.</param>
/// <param name="BigTcp">Whether peers get links for packets as large as ilb's own, in place of the kernel's usual ones.</param>
/// <param name="Json">Whether to print JSON in place of tables.</param>
public sealed record BenchOptions(string What, int Rounds, double Seconds, bool BigTcp, bool Json)
{
    public const string Usage = "usage: ./dev bench [throughput|connections|pingpong|peering|tunnel|change|packet|steps|scale|scrape|all] [--rounds N] [--seconds S] [--big-tcp] [--json]";

    public static IReadOnlyList<string> Parts { get; } = ["throughput", "connections", "pingpong", "peering", "tunnel", "change", "packet", "steps", "scale", "scrape"];

    /// <summary>Null when the arguments are not of the form of <see cref="Usage"/>.</summary>
    public static BenchOptions? Parse(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var options = new BenchOptions("all", 9, 2, false, false);
        for (var i = 0; i < arguments.Count; i++)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : "";
            switch (arguments[i])
            {
                case "--big-tcp":
                    options = options with { BigTcp = true };
                    break;
                case "--json":
                    options = options with { Json = true };
                    break;
                case "--rounds" when int.TryParse(value, CultureInfo.InvariantCulture, out var rounds) && rounds > 0:
                    options = options with { Rounds = rounds };
                    i++;
                    break;
                case "--seconds" when double.TryParse(value, CultureInfo.InvariantCulture, out var seconds) && seconds > 0:
                    options = options with { Seconds = seconds };
                    i++;
                    break;
                case var what when what == "all" || Parts.Contains(what):
                    options = options with { What = what };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }

    public bool Wants(string part) => What == "all" || What == part;
}
