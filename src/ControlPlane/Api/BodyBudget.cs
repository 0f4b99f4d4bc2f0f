using System.Collections.Concurrent;

namespace Ilb.ControlPlane.Api;

/// <summary>
/// How much of request bodies is in memory at once, of each subscription, and how many of the large ones are worked on, which is one: who sends many,
/// sends them slowly or sends what takes long to read takes no room and no processor from others.
/// </summary>
internal sealed class BodyBudget(ServiceLimits limits)
{
    /// <summary>Bytes. Larger ones, which no single machine needs, may take a processor for a tenth of a second.</summary>
    private const int LargeBody = 64 << 10;

    private readonly ConcurrentDictionary<Guid, Account> _accounts = [];

    /// <summary>Room for one body; it is given back when it is disposed of.</summary>
    public Share Open(Guid subscription) => new(limits, _accounts.GetOrAdd(subscription, _ => new Account()));

    internal sealed class Share(ServiceLimits limits, Account account) : IDisposable
    {
        private int _taken;
        private bool _isAlone;

        /// <summary>The whole body; of a large one not before no other of its subscription is worked on.</summary>
        /// <exception cref="ApiException">It is too large, or there is no more room.</exception>
        public async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, CancellationToken cancellation)
        {
            var body = new MemoryStream();
            var chunk = new byte[16 * 1024];
            for (int read; (read = await stream.ReadAsync(chunk, cancellation)) > 0;)
            {
                if (body.Length + read > limits.BodyBytes)
                    await RefuseAsync(stream, chunk, cancellation);
                Take(read);
                body.Write(chunk, 0, read);
            }

            if (body.Length > LargeBody)
            {
                await account.Turn.WaitAsync(cancellation);
                _isAlone = true;
            }

            return body.GetBuffer().AsMemory(0, (int)body.Length);
        }

        public void Dispose()
        {
            GiveBack();
            if (_isAlone)
                account.Turn.Release();
            _isAlone = false;
        }

        /// <summary>A sender that still sends hears nothing: the rest is read, up to the server's own limit, and dropped.</summary>
        private async Task RefuseAsync(Stream stream, byte[] chunk, CancellationToken cancellation)
        {
            GiveBack();
            while (await stream.ReadAsync(chunk, cancellation) > 0)
            {
            }

            throw ApiException.TooLarge(limits.BodyBytes);
        }

        private void Take(int bytes)
        {
            _taken += bytes;
            if (Interlocked.Add(ref account.Taken, bytes) > limits.BodiesBytes)
                throw ApiException.Busy("The requests that this subscription sends at once are too large together. Retry after some time.");
        }

        private void GiveBack() => Interlocked.Add(ref account.Taken, -Interlocked.Exchange(ref _taken, 0));
    }

    /// <summary>Of one subscription.</summary>
#pragma warning disable CA1001 // A semaphore whose handle nobody asked for has nothing to dispose of.
    internal sealed class Account
#pragma warning restore CA1001
    {
        public readonly SemaphoreSlim Turn = new(1);
        public long Taken;
    }
}
