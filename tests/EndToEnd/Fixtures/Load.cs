using System.Net;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>New connections, one request each, that go on in the background.</summary>
internal sealed class Load : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<Reply> _replies = [];
    private readonly Task _running;

    private Load(MachinePlace from, IPEndPoint target) => _running = Task.Run(() => RunAsync(from, target));

    public static Load Start(MachinePlace from, IPEndPoint target) => new(from, target);

    /// <summary>How many were answered or failed so far.</summary>
    public int Count
    {
        get
        {
            lock (_replies)
                return _replies.Count;
        }
    }

    /// <summary>Waits until so many more have ended.</summary>
    public Task MoreAsync(int count)
    {
        var enough = Count + count;
        return Eventually.TrueAsync(() => Count >= enough, $"{count} more requests");
    }

    /// <summary>Ends it: every request that was sent is awaited and counts.</summary>
    public async Task<IReadOnlyList<Reply>> StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
        return _replies;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task RunAsync(MachinePlace from, IPEndPoint target)
    {
        while (!_stop.IsCancellationRequested)
        {
            var reply = await Conversation.OnceAsync(from, target);
            lock (_replies)
                _replies.Add(reply);
            await Task.Delay(Pause);
        }
    }
}
