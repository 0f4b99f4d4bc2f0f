namespace Ilb.ControlPlane.Health;

/// <summary>How patient the health board is.</summary>
/// <param name="Drain">How long the flows of a machine that its operator stops may go on.</param>
/// <param name="Lease">How long a probe result counts at least; agents in the same process seldom fall silent.</param>
public sealed record HealthOptions(TimeSpan Drain, TimeSpan Lease)
{
    /// <summary>Results kept per backend for status.</summary>
    public const int KeptResults = 10;

    public static HealthOptions Default { get; } = new(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(2));
}
