using System.Collections.Concurrent;

namespace Ilb.ControlPlane.Api;

/// <summary>
/// How much of request bodies is in memory at once, of each subscription, and how many of the large ones are worked on, which is one: who sends many,
/// sends them slowly or sends what takes long to read takes no room and little of the processors from others.
/// </summary>
internal sealed class BodyBudget(ServiceLimits limits)
{
    private readonly ConcurrentDictionary<Guid, Account> _accounts = [];

    /// <summary>Room for one body; it is given back when it is disposed of.</summary>
    public Share Open(Guid subscription) => new(limits, _accounts.GetOrAdd(subscription, _ => new Account()));

    internal sealed class Share(ServiceLimits limits, Account account) : IDisposable
    {
        private int _taken;
        private bool _isAlone;

        /// <summary>The whole body; a large one once no other of its subscription is worked on.</summary>
        /// <exception cref="ApiException">It is too large, there is no more room, or the others take too long.</exception>
        public async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, CancellationToken cancellation)
        {
            var body = await CollectAsync(stream, cancellation);
            if (body.Length > ServiceLimits.LargeBodyBytes)
                _isAlone = await account.EnterAsync(limits.LargeBodyPatience, cancellation) ? true : throw Busy();
            return body;
        }

        public void Dispose()
        {
            account.GiveBack(_taken);
            if (_isAlone)
                account.Leave();
            (_taken, _isAlone) = (0, false);
        }

        /// <summary>What is too large is refused amid it: the server below reads on for some seconds, so that its sender can hear why.</summary>
        private async Task<ReadOnlyMemory<byte>> CollectAsync(Stream stream, CancellationToken cancellation)
        {
            var body = new MemoryStream();
            var chunk = new byte[16 * 1024];
            for (int read; (read = await stream.ReadAsync(chunk, cancellation)) > 0;)
            {
                if (body.Length + read > limits.BodyBytes)
                    throw ApiException.TooLarge(limits.BodyBytes);
                _taken += read;
                if (account.Take(read) > limits.BodiesBytes)
                    throw Busy();
                body.Write(chunk, 0, read);
            }

            return body.GetBuffer().AsMemory(0, (int)body.Length);
        }

        private static ApiException Busy() =>
            ApiException.Busy("The requests that this subscription sends at once are too large together. Retry after some time.");
    }

    /// <summary>Of one subscription.</summary>
#pragma warning disable CA1001 // A semaphore whose handle nobody asked for has nothing to dispose of.
    internal sealed class Account
#pragma warning restore CA1001
    {
        private readonly SemaphoreSlim _turn = new(1);
        private long _taken;

        /// <summary>Returns how much is taken with that.</summary>
        public long Take(int bytes) => Interlocked.Add(ref _taken, bytes);

        public void GiveBack(int bytes) => Interlocked.Add(ref _taken, -bytes);

        /// <summary>Whether the turn came in time.</summary>
        public Task<bool> EnterAsync(TimeSpan patience, CancellationToken cancellation) => _turn.WaitAsync(patience, cancellation);

        public void Leave() => _turn.Release();
    }
}
