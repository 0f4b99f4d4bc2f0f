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
    public const string Usage =
        """
        usage: ./dev bench [PART|all] [--rounds N] [--seconds S] [--big-tcp] [--json]
               ./dev bench plot RESULTS [FOLDER]    draws what --json printed, an SVG for each table; into docs/performance

          throughput    one TCP stream, and processor time per gigabyte: ilb, an empty switch, a bare pair, HAProxy, nginx, nftables
          connections   connect, request, close, and processor time per 10,000: the same
          pingpong      one byte there and back over one TCP connection, rate and times: the same
          flood         a new connection while somebody outside floods, beside no flood and an empty switch
          peering       one TCP stream between two networks that are joined
          tunnel        through IPsec, beside strongSwan alone
          change        from a change to the kernel that holds it, through API, store and agent
          packet        nanoseconds of the port program, beside the least that a balancer can do
          steps         where these nanoseconds go
          scale         up to 10,000 backends in 1,000 sets, up to a million flows
          service       requests a second, memory and start of `ilb serve`
          scrape        metrics of 1,000 backends

        --rounds N      9 unless given; 25 at least where nothing but time is measured
        --seconds S     of each measurement under load; 2 unless given
        --big-tcp       peers get links for packets as large as ilb's own
        --json          prints JSON in place of tables
        """;

    public static IReadOnlyList<string> Parts { get; } =
        ["throughput", "connections", "pingpong", "flood", "peering", "tunnel", "change", "packet", "steps", "scale", "service", "scrape"];

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
