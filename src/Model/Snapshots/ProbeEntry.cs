namespace Ilb.Model.Snapshots;

/// <summary>How the members of a set are probed. Port 1 to 65535.</summary>
/// <param name="HttpPath">Null for a TCP probe, else the path of a GET that must answer 200.</param>
public sealed record ProbeEntry(ushort Port, string? HttpPath, TimeSpan Interval, TimeSpan Timeout)
{
    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(3);

    /// <summary>How long one probe waits: longer than a lost SYN takes to be sent again, so that one lost packet is no failure.</summary>
    public TimeSpan Patience => Interval < LongestPatience ? Interval : LongestPatience;

    /// <summary>
    /// The longest that a backend can be silent before it is down: the first probe to fail comes within an interval, the others
    /// follow, and the last of them waits out its patience.
    /// </summary>
    public TimeSpan FoundDownWithin => (FailuresToDown * Interval) + Patience;

    /// <summary>Consecutive failures after which a backend is down: floor(timeout / interval), at least 1.</summary>
    public int FailuresToDown => Math.Max(1, (int)(Timeout / Interval));
}
