using System.Collections.Concurrent;

namespace Ilb.ControlPlane.Api;

/// <summary>
/// How much of request bodies is in memory at once, of each subscription: one that sends many, or sends them slowly, takes no room from others.
/// </summary>
internal sealed class BodyBudget(ServiceLimits limits)
{
    private readonly ConcurrentDictionary<Guid, long> _taken = [];

    /// <summary>Room that is given back when it is disposed of, once.</summary>
    public Share Open(Guid subscription) => new(this, subscription);

    private void Take(Guid subscription, int bytes)
    {
        if (_taken.AddOrUpdate(subscription, bytes, (_, taken) => taken + bytes) > limits.BodiesBytes)
            throw ApiException.Busy("The requests that this subscription sends at once are too large together. Retry after some time.");
    }

    internal sealed class Share(BodyBudget budget, Guid subscription) : IDisposable
    {
        private int _bytes;

        /// <exception cref="ApiException">There is no more room; what was taken stays taken until this is disposed of.</exception>
        public void Take(int bytes)
        {
            _bytes += bytes;
            budget.Take(subscription, bytes);
        }

        public void Dispose()
        {
            var given = Interlocked.Exchange(ref _bytes, 0);
            budget._taken.AddOrUpdate(subscription, 0, (_, taken) => taken - given);
        }
    }
}
