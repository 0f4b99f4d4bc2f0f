using System.Globalization;
using System.Text.RegularExpressions;
using Ilb.Bench.Paths;

namespace Ilb.Bench.Loads;

/// <summary>Connections a second: connect, request, answer, close, 64 at a time, by wrk.</summary>
internal static partial class ConnectionRate
{
    public static double Measure(IPath path, double seconds)
    {
        var duration = Math.Max(1, (int)Math.Round(seconds)); // wrk knows whole seconds only
        var output = path.Client.Run(
            "wrk", "-t2", "-c64", string.Create(CultureInfo.InvariantCulture, $"-d{duration}s"), "-H", "Connection: close",
            $"http://{path.Address}:{Endpoints.Http}/");
        if (Errors().Match(output) is { Success: true } errors)
            Console.Error.WriteLine($"{path.Name}: {errors.Value.Trim()}");
        return double.Parse(Rate().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until the servers of a path listen.</summary>
    public static void AwaitAnswer(IPath path) => path.Client.Run(
        "curl", "-sf", "-o", "/dev/null", "--retry", "20", "--retry-delay", "0", "--retry-connrefused", "--retry-all-errors",
        "--retry-max-time", "10", "--connect-timeout", "1", $"http://{path.Address}:{Endpoints.Http}/");

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"Socket errors:.*|Non-2xx.*")]
    private static partial Regex Errors();
}
