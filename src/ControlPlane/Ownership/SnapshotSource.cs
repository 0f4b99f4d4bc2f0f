using Ilb.ControlPlane.Metrics;
using Ilb.ControlPlane.Store;
using Ilb.Model.Addressing;
using Ilb.Model.Desired;
using Ilb.Model.Feed;
using Ilb.Model.Projection;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Ownership;

/// <summary>
/// Turns desired state and judged health into snapshots. Their revision counts health steps too and grows across restarts: the
/// store sets numbers aside a block at a time, and what a crash leaves of a block is skipped.
/// </summary>
internal sealed class SnapshotSource(IStateStore store, SnapshotFeed feed, RevisionMetrics metrics, Ipv4Prefix publicSpace)
{
    private const int Block = 100_000;

    private long _next;
    private long _end;

    public Snapshot Current { get; private set; } = Snapshot.Empty;

    public long Revision => Current.Revision;

    public void Publish(DesiredState desired, EffectiveHealth health)
    {
        Current = SnapshotProjection.Project(NextRevision(), desired, health, publicSpace);
        metrics.Published(Revision);
        feed.Publish(Current);
    }

    /// <summary>Makes sure that the next <see cref="Publish"/> needs no store, which might fail.</summary>
    public void Reserve()
    {
        if (_next < _end)
            return;
        _next = store.ReserveSnapshotRevisions(Block);
        _end = _next + Block;
    }

    private long NextRevision()
    {
        Reserve();
        return _next++;
    }
}
