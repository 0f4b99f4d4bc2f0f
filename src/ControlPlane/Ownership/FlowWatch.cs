using Ilb.Model.Feed;

namespace Ilb.ControlPlane.Ownership;

/// <summary>
/// Counts live flows beside the owner's loop while machines drain or a moved VIP has connections left: reading the flow table of a node takes long enough (134 ms
/// for a million slots) that the loop must not wait for it.
/// </summary>
internal sealed class FlowWatch(TimeProvider clock, Action<long, IReadOnlyDictionary<uint, int>> report)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private DateTimeOffset _lookedAt;
    private int _looking;

    public INodeView? Node { get; set; }

    /// <summary>Begins to count unless it is counting or has just done so.</summary>
    /// <param name="revision">The snapshot that is in the kernel now; comes with the report.</param>
    public void Look(long revision)
    {
        if (Node is not { } node || clock.GetUtcNow() - _lookedAt < Pause || Interlocked.Exchange(ref _looking, 1) != 0)
            return;
        _lookedAt = clock.GetUtcNow();
        _ = Task.Run(() =>
        {
            try
            {
                report(revision, node.FlowsPerBackend());
            }
            finally
            {
                Interlocked.Exchange(ref _looking, 0);
            }
        });
    }
}
