namespace Ilb.ControlPlane.Plans;

/// <summary>What a plan would do, were it done now: everything that `ilb plan` shows.</summary>
/// <param name="Id">32 hex digits: the id of the request that began it.</param>
/// <param name="Until">When it ends unless it is used.</param>
/// <param name="Revision">Of the desired state that it began from.</param>
/// <param name="IsStale">The subscription has changed since, and so may what the plan would do.</param>
/// <param name="Summary">"1 to add, 2 to change, nothing to remove."</param>
/// <param name="Traffic">What happens to it, in sentences.</param>
/// <param name="Flows">Null while no agent tells.</param>
/// <param name="Problems">Changes that were refused and are in none of this.</param>
public sealed record PlanReport(
    string Id,
    DateTimeOffset Until,
    long Revision,
    bool IsStale,
    string Summary,
    IReadOnlyList<string> Traffic,
    IReadOnlyList<PlannedChange> Changes,
    IReadOnlyList<PlannedTable> Tables,
    IReadOnlyList<PlannedAddress> Addresses,
    PlannedFlows? Flows,
    IReadOnlyList<PlanProblem> Problems);
