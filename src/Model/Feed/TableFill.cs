namespace Ilb.Model.Feed;

/// <summary>How full a table of the kernel is.</summary>
/// <param name="Name">"flows", "routes": the name of its map.</param>
/// <param name="Used">Entries; of flows, as the last sweep found them, a few seconds ago.</param>
public sealed record TableFill(string Name, long Used, long Capacity)
{
    /// <summary>From which on somebody should know: what comes next may find no room.</summary>
    public const double AlmostFull = 0.8;

    public bool IsAlmostFull => Used >= AlmostFull * Capacity;

    public override string ToString() => FormattableString.Invariant($"the table {Name} is {100 * Used / Capacity} % full: {Used:N0} of {Capacity:N0} entries");
}
