using System.Collections.Immutable;
using Ilb.Model.Projection;

namespace Ilb.ControlPlane.Health;

/// <summary>What status says about a backend.</summary>
/// <param name="Reason">"refused :100 3 times since 12:04:11"; null when all is well.</param>
/// <param name="Results">The last probes, oldest first.</param>
public sealed record BackendHealth(HealthTarget Target, HealthState State, string? Reason, ImmutableArray<ProbeResult> Results)
{
    public override string ToString() => Reason is null ? $"{Target.Name} {State}" : $"{Target.Name} {State}: {Reason}";
}
