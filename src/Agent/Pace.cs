using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.Agent;

/// <summary>
/// When the reconcile loop runs again: at once for a newer snapshot, after a growing pause for what failed, and after a while without
/// a change, to look whether all of it is still there.
/// </summary>
internal sealed class Pace(SnapshotFeed feed, TimeSpan auditInterval, TimeProvider time)
{
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromMilliseconds(100), LongestRetry = TimeSpan.FromSeconds(10);

    private TimeSpan? _retry;
    private CancellationTokenSource? _patience;
    private long _seen;

    /// <summary>What to make true now; an audit when nothing changed and nothing failed.</summary>
    public async Task<(Snapshot Snapshot, bool IsAudit)> NextAsync(CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(_seen == 0 ? Timeout.InfiniteTimeSpan : _retry ?? auditInterval, time);
        Volatile.Write(ref _patience, patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            var next = await feed.NewerThanAsync(_seen, either.Token);
            _seen = next.Revision;
            return (next, false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (feed.Current, _retry is null);
        }
        finally
        {
            Volatile.Write(ref _patience, null);
        }
    }

    /// <summary>Something is amiss: do not wait for the audit.</summary>
    public void Wake()
    {
        try
        {
            Volatile.Read(ref _patience)?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It runs again already.
        }
    }

    /// <summary>All of it is true now.</summary>
    public void Succeed() => _retry = null;

    /// <summary>Some of it is not; a newer snapshot need not wait for that.</summary>
    public void Fail() => _retry = _retry is not { } last ? ShortestRetry : last * 2 < LongestRetry ? last * 2 : LongestRetry;
}
