using Ilb.Model.Snapshots;

namespace Ilb.Model.Feed;

/// <summary>
/// Holds the newest snapshot and wakes whoever waits for a newer one. Coalesces: a slow reader sees only the newest.
/// Safe for several readers and writers.
/// </summary>
public sealed class SnapshotFeed
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Snapshot _current = Snapshot.Empty;

    public Snapshot Current
    {
        get
        {
            lock (_gate)
                return _current;
        }
    }

    /// <summary>Publishes a snapshot; one that is not newer than the current one is ignored.</summary>
    public void Publish(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (snapshot.Revision <= _current.Revision)
                return;
            _current = snapshot;
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    /// <summary>The first snapshot seen whose revision is above <paramref name="revision"/>.</summary>
    public async Task<Snapshot> NewerThanAsync(long revision, CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_current.Revision > revision)
                    return _current;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellation);
        }
    }
}
