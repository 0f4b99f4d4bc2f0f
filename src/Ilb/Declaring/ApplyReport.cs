using Ilb.ControlPlane.Plans;
using Ilb.Declarations.Differences;
using Ilb.Declarations.Steps;

namespace Ilb.Declaring;

/// <summary>What `ilb apply` found, and what it did.</summary>
/// <param name="Changes">Between what exists and what is wished.</param>
/// <param name="Steps">What the service is asked, in this order.</param>
/// <param name="Problems">Why nothing was done, found without the service.</param>
internal sealed record ApplyReport(IReadOnlyList<Change> Changes, IReadOnlyList<string> Steps, IReadOnlyList<string> Problems)
{
    /// <summary>What the service would refuse; then nothing was done.</summary>
    public IReadOnlyList<Refusal> Refused { get; init; } = [];

    /// <summary>What the steps would do to traffic; null where there are none.</summary>
    public PlanReport? Plan { get; init; }

    /// <summary>How many steps were done.</summary>
    public int Done { get; init; }

    /// <summary>The step at which it ended; null: all were done, or none was tried.</summary>
    public Refusal? Failed { get; init; }

    public bool IsRefused => Problems.Count > 0 || Refused.Count > 0;
}
