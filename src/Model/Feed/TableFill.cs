namespace Ilb.Model.Feed;

/// <summary>How full a table of the kernel is.</summary>
/// <param name="Name">"flows", "routes": the name of its map.</param>
/// <param name="Used">Entries; of flows, as the last sweep found them, a few seconds ago.</param>
public sealed record TableFill(string Name, long Used, long Capacity)
{
    public bool IsAlmostFull => Used >= AlmostFull * Capacity;

    /// <summary>Less than what is almost full, lest a table at the edge is told every time.</summary>
    public bool HasRoomAgain => Used < (AlmostFull - 0.1) * Capacity;

    /// <summary>
    /// The part from which on somebody should know: what comes next may find no room. Of flows earlier: they find none when their own buckets are
    /// full, of which there are some at two thirds (ADR 12), and they may come fast.
    /// </summary>
    private double AlmostFull => Name == "flows" ? 0.6 : 0.8;

    public override string ToString() => FormattableString.Invariant($"the table {Name} is {100 * Used / Capacity} % full: {Used:N0} of {Capacity:N0} entries");
}
