namespace Ilb.ControlPlane.Status;

/// <summary>The result of one probe.</summary>
/// <param name="Failure">Null when it succeeded, else "refused", "timed out", "status 503".</param>
public sealed record ProbeStatus(DateTimeOffset At, string? Failure);
