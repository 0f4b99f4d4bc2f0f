using System.Collections.Immutable;
using Ilb.Model.Snapshots;

namespace Ilb.Forwarding;

/// <summary>
/// What a change does to the Maglev table of one frontend: new flows of the entries that moved go to another backend than before.
/// Flows that are established keep theirs, whatever the table says.
/// </summary>
/// <param name="SizeBefore">Entries before the change.</param>
/// <param name="Size">Entries after it. Where both differ, the other counts are the parts of all hashes, as entries of this size.</param>
/// <param name="Moved">Entries that name another backend.</param>
/// <param name="Unavoidable">The fewest that any table with these shares could move: what some backends have less of.</param>
public sealed record TableMoves(int SizeBefore, int Size, int Moved, int Unavoidable)
{
    public double Share => (double)Moved / Size;

    public double UnavoidableShare => (double)Unavoidable / Size;

    /// <summary>Null where there is no table before or after: then no backend takes, or took, new flows.</summary>
    public static TableMoves? Of(ForwardingState before, ForwardingState after, uint frontend)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return before.Tables.TryGetValue(frontend, out var old) && after.Tables.TryGetValue(frontend, out var now)
            ? Between(Tenants(old, before), Tenants(now, after))
            : null;
    }

    /// <param name="before">The backend of each entry; a slot's next tenant is another one.</param>
    /// <param name="after">The same after the change.</param>
    public static TableMoves Between(IReadOnlyList<Slot> before, IReadOnlyList<Slot> after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (old, now) = (Shares(before), Shares(after));
        var lost = old.Sum(share => Math.Max(0, share.Value - now.GetValueOrDefault(share.Key)));
        var moved = before.Count == after.Count
            ? before.Where((backend, entry) => backend != after[entry]).Count() / (double)after.Count
            : 1 - old.Sum(share => share.Value * now.GetValueOrDefault(share.Key));
        return new TableMoves(before.Count, after.Count, Entries(moved), Entries(lost));

        // Both sizes are primes: an entry of the one says nothing about that of the other.
        int Entries(double share) => (int)Math.Round(share * after.Count);
    }

    public override string ToString() => $"{Moved} of {Size} moved, {Unavoidable} unavoidably";

    private static Slot[] Tenants(ImmutableArray<uint> table, ForwardingState state) =>
        [.. table.Select(slot => new Slot(slot, state.Backends[slot].Generation))];

    private static Dictionary<Slot, double> Shares(IReadOnlyList<Slot> table) =>
        table.CountBy(backend => backend).ToDictionary(count => count.Key, count => count.Value / (double)table.Count);
}
