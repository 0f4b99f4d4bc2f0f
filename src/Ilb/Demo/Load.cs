using System.Diagnostics;
using System.Net;

namespace Ilb.Demo;

/// <summary>Requests that go on in the background, each with the moment it was sent, until stopped.</summary>
internal sealed class Load : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);
    private readonly CancellationTokenSource _stop;
    private readonly List<(long SentAt, Reply Reply)> _replies = [];
    private readonly Task _running;

    private Load(Caller caller, IPEndPoint target, CancellationToken cancellation)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _running = Task.Run(() => RunAsync(caller, target), CancellationToken.None);
    }

    public static Load Start(Caller caller, IPEndPoint target, CancellationToken cancellation) => new(caller, target, cancellation);

    /// <summary>Answers to requests that were sent at or after a <see cref="Stopwatch"/> timestamp.</summary>
    public IReadOnlyList<Reply> Since(long timestamp) => Select(r => r.SentAt >= timestamp);

    /// <summary>Answers to requests that were sent before a <see cref="Stopwatch"/> timestamp.</summary>
    public IReadOnlyList<Reply> Before(long timestamp) => Select(r => r.SentAt < timestamp);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(Caller caller, IPEndPoint target)
    {
        while (!_stop.IsCancellationRequested)
        {
            var sentAt = Stopwatch.GetTimestamp();
            // A request that was sent is awaited even when the load stops: every one counts.
            var reply = await caller.GetAsync(target, CancellationToken.None);
            lock (_replies)
                _replies.Add((sentAt, reply));
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private List<Reply> Select(Func<(long SentAt, Reply Reply), bool> which)
    {
        lock (_replies)
            return [.. _replies.Where(which).Select(r => r.Reply)];
    }
}
