namespace Ilb.Model.Snapshots;

/// <summary>How the members of a set are probed. Port 1 to 65535.</summary>
/// <param name="HttpPath">Null for a TCP probe, else the path of a GET that must answer 200.</param>
public sealed record ProbeEntry(ushort Port, string? HttpPath, TimeSpan Interval, TimeSpan Timeout)
{
    /// <summary>Consecutive failures after which a backend is down: floor(timeout / interval), at least 1.</summary>
    public int FailuresToDown => Math.Max(1, (int)(Timeout / Interval));
}
