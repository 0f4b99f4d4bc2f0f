using Ilb.Declarations.Entries;

namespace Ilb.Declarations.Imports;

/// <summary>How often something is asked, and when it is down: what other software says, within what ilb takes.</summary>
/// <param name="Interval">Seconds between two questions.</param>
/// <param name="Failing">Seconds without an answer until it is down.</param>
internal sealed record ProbeReading(string Protocol, int? Port, string? Path, double Interval, double Failing, long Line)
{
    private const int Least = 5, Most = 3600;

    public Probe Within(Notes notes)
    {
        var interval = notes.Within(Least, Most, Rounded(Interval), Line, "an interval of probes of", "s");
        return new Probe
        {
            Protocol = Protocol,
            Port = Port,
            Path = Path,
            IntervalInSeconds = interval,
            TimeoutInSeconds = notes.Within(Math.Max(Least, interval), Most, Rounded(Math.Max(Failing, interval)), Line, "down after", "s"),
        };
    }

    private static int Rounded(double seconds) => (int)Math.Ceiling(Math.Min(seconds, int.MaxValue));
}
