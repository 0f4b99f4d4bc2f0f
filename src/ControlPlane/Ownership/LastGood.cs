using System.Collections.Immutable;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Ownership;

/// <summary>Which members took new connections when their set last had one that was up, of sets that go on with those when all are down.</summary>
/// <param name="remembered">From before the process ended.</param>
internal sealed class LastGood(ImmutableHashSet<Slot> remembered)
{
    public ImmutableHashSet<Slot> Backends { get; private set; } = remembered;

    /// <summary>What a snapshot shows counts from the next one on: one in which all are down is made of those before it.</summary>
    public void Follow(Snapshot snapshot)
    {
        var sets = snapshot.Sets.Where(set => set.WhenAllDown == AllDown.LastGood).ToList();
        HashSet<Slot> now = [.. sets.SelectMany(set => set.Takers()).Select(backend => backend.Slot)];
        // Of a set that drains nobody takes any, and it still knows who did.
        now.UnionWith(sets.Where(set => set.Takers().Count == 0).SelectMany(set => set.Backends).Select(backend => backend.Slot).Where(Backends.Contains));
        if (!Backends.SetEquals(now))
            Backends = [.. now];
    }
}
