namespace Ilb.ControlPlane.Health;

/// <summary>One probe.</summary>
/// <param name="Failure">Null when it succeeded, else as "refused".</param>
public sealed record ProbeResult(DateTimeOffset At, string? Failure)
{
    public override string ToString() => $"{At:HH:mm:ss} {Failure ?? "ok"}";
}
