namespace Ilb.ControlPlane.Status;

/// <summary>A machine that was taken out of a set, or of all its sets, and how far that is.</summary>
/// <param name="Machine">"MyWebsite1/web1".</param>
/// <param name="Set">"intwebeplb"; null: all of the machine.</param>
/// <param name="State">
/// <see cref="Draining"/> while connections are left, <see cref="Drained"/> when none is, <see cref="Overdue"/> when some go on
/// after the deadline.
/// </param>
/// <param name="Flows">TCP and UDP flows that are left; null while no agent tells.</param>
public sealed record DrainLine(string Machine, string? Set, string State, int? Flows, DrainTerms Terms)
{
    public const string Draining = "draining", Drained = "drained", Overdue = "overdue";
}
