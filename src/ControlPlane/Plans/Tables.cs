using Ilb.Forwarding;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Plans;

/// <summary>What a change does to the Maglev tables of a subscription's sets; pure. Every node has the same ones.</summary>
internal static class Tables
{
    /// <summary>Of sets that are there before and after, and of which anything moves.</summary>
    public static IReadOnlyList<PlannedTable> Between(Snapshot before, Snapshot after, Guid subscription)
    {
        var old = Compile(before, subscription, null);
        var now = Compile(after, subscription, old);
        var known = SetsOf(before, subscription).Select(set => set.Frontend).ToHashSet();
        return
        [
            .. from set in SetsOf(after, subscription)
               where known.Contains(set.Frontend) && !set.IsRetired
               let moves = TableMoves.Of(old, now, set.Frontend.Index)
               where moves is { Moved: > 0 }
               orderby set.Name
               select new PlannedTable(
                   set.Name, moves.SizeBefore, moves.Size, moves.Moved, Percent(moves.Share), moves.Unavoidable, Percent(moves.UnavoidableShare)),
        ];
    }

    public static IEnumerable<SetEntry> SetsOf(Snapshot snapshot, Guid subscription)
    {
        var networks = snapshot.Networks.Where(network => network.Subscription == subscription).Select(network => network.Slot.Index).ToHashSet();
        return snapshot.Sets.Where(set => networks.Contains(set.BackendNetwork));
    }

    /// <summary>Sets alone: what others have, and everything that is no table, is not asked for.</summary>
    private static ForwardingState Compile(Snapshot snapshot, Guid subscription, ForwardingState? previous) => ForwardingCompiler.Compile(
        new Snapshot(snapshot.Revision, snapshot.Networks, [], [], [.. SetsOf(snapshot, subscription)]), 1, previous);

    private static double Percent(double share) => Math.Round(100 * share, 1);
}
