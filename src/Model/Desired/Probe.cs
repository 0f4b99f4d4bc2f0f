namespace Ilb.Model.Desired;

/// <summary>How the machines of a set are probed.</summary>
/// <param name="Port">1 to 65535.</param>
/// <param name="Path">Of the GET request of an HTTP probe; null for TCP.</param>
/// <param name="IntervalSeconds">5 to 3600, 15 when the request gave none.</param>
/// <param name="TimeoutSeconds">5 to 3600, 31 (or the interval, if that is longer) when the request gave none.</param>
public sealed record Probe(ProbeProtocol Protocol, int Port, string? Path, int IntervalSeconds, int TimeoutSeconds)
{
    public override string ToString() =>
        $"{Protocol} :{Port}{Path} every {IntervalSeconds} s, timeout {TimeoutSeconds} s";
}
