using Ilb.ControlPlane.Store;
using Ilb.Model.Desired;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Ownership;

/// <summary>
/// Turns desired state and judged health into snapshots. Their revision counts health steps too and grows across restarts: the
/// store sets numbers aside a block at a time, and what a crash leaves of a block is skipped.
/// </summary>
internal sealed class SnapshotSource(IStateStore store, SnapshotFeed feed, ControlPlaneOptions options)
{
    private const int Block = 100_000;

    private long _next;
    private long _end;

    public Snapshot Current { get; private set; } = Snapshot.Empty;

    public long Revision => Current.Revision;

    /// <summary>When health has to be looked at again though nothing was observed.</summary>
    public DateTimeOffset? NextDue => null;

    public void Publish(DesiredState desired, DateTimeOffset now)
    {
        Current = Snapshot.Empty with { Revision = NextRevision() };
        feed.Publish(Current);
    }

    public void Observe(Observation observation)
    {
    }

    public void Advance(DesiredState desired, DateTimeOffset now)
    {
    }

    private long NextRevision()
    {
        if (_next == _end)
        {
            _next = store.ReserveSnapshotRevisions(Block);
            _end = _next + Block;
        }

        return _next++;
    }
}
