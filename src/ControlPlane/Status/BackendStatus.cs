namespace Ilb.ControlPlane.Status;

/// <summary>A member of a set.</summary>
/// <param name="Machine">"MyWebsite1/web1".</param>
/// <param name="Health">"up", "down", "draining", "drained" (taken out, no flow left) or "stopped".</param>
/// <param name="Reason">"refused :100 3 times since 12:04:11"; null when all is well.</param>
/// <param name="Flows">Live flows; null while no agent runs.</param>
/// <param name="Probes">The last ones, oldest first.</param>
public sealed record BackendStatus(
    string Machine, string Address, int LocalPort, string Health, string? Reason, int? Flows, IReadOnlyList<ProbeStatus> Probes)
{
    /// <summary>Its operator took it out; null: it takes connections as its health allows.</summary>
    public DrainTerms? Drain { get; init; }

    /// <summary>Of new connections, relative to other members; 0: none.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>It takes new connections only while no other member can.</summary>
    public bool IsBackup { get; init; }

    /// <summary>It takes new connections now.</summary>
    public bool TakesConnections { get; init; }

    /// <summary>The reason where probes succeed, but the machine does not answer for the VIP that packets keep (direct server return).</summary>
    public const string VipMissing = "VIP missing on the machine";
}
