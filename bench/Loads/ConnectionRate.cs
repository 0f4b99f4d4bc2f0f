using System.Globalization;
using System.Text.RegularExpressions;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;

namespace Ilb.Bench.Loads;

/// <summary>Connections: connect, request, answer, close, 64 at a time, by wrk.</summary>
internal static partial class ConnectionRate
{
    /// <summary>How many a second, and seconds of the machine's processors per 10,000.</summary>
    public static IReadOnlyList<double> Measure(IPath path, double seconds)
    {
        var busy = Machine.BusySeconds;
        var duration = Math.Max(1, (int)Math.Round(seconds)); // wrk knows whole seconds only
        var output = path.Client.Run(
            "wrk", "-t2", "-c64", string.Create(CultureInfo.InvariantCulture, $"-d{duration}s"), "-H", "Connection: close",
            $"http://{path.Address}:{Endpoints.Http}/");
        if (Errors().Match(output) is { Success: true } errors)
            Console.Error.WriteLine($"{path.Name}: {errors.Value.Trim()}");
        busy = Machine.BusySeconds - busy;
        return [Number(Rate().Match(output)), busy / (Number(Count().Match(output)) / 10_000)];
    }

    /// <summary>Waits until the servers of a path listen.</summary>
    public static void AwaitAnswer(IPath path) => path.Client.Run(
        "curl", "-sf", "-o", "/dev/null", "--retry", "20", "--retry-delay", "0", "--retry-connrefused", "--retry-all-errors",
        "--retry-max-time", "10", "--connect-timeout", "1", $"http://{path.Address}:{Endpoints.Http}/");

    private static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"([0-9]+) requests in")]
    private static partial Regex Count();

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"Socket errors:.*|Non-2xx.*")]
    private static partial Regex Errors();
}
