using System.Collections.Immutable;
using System.Diagnostics;
using System.Net.Sockets;
using Ilb.Agent.Machines;
using Ilb.Agent.Metrics;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Probes;

/// <summary>Probes every target in its own loop and tells each result; judging is the control plane's.</summary>
internal sealed class Prober(SwitchNamespace inside, IObserver observer, ProbeMetrics metrics, TimeProvider time) : IAsyncDisposable
{
    /// <summary>A new or changed target is probed so often, for so long: who listens already is known at once.</summary>
    private static readonly TimeSpan EagerInterval = TimeSpan.FromMilliseconds(100), Eager = TimeSpan.FromSeconds(5);

    private readonly Dictionary<Slot, Loop> _loops = [];

    /// <summary>Starts, changes and ends loops. Called by one thread at a time.</summary>
    public void Follow(ImmutableDictionary<Slot, ProbeTarget> targets)
    {
        foreach (var (slot, loop) in _loops.Where(loop => targets.GetValueOrDefault(loop.Key) != loop.Value.Target).ToList())
        {
            loop.Stop.Cancel();
            _loops.Remove(slot);
            if (!targets.ContainsKey(slot))
                metrics.Forget(slot);
        }

        foreach (var (slot, target) in targets.Where(target => !_loops.ContainsKey(target.Key)))
        {
            var stop = new CancellationTokenSource();
            _loops[slot] = new Loop(target, stop, Task.Run(() => ProbeAsync(target, stop.Token)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var loop in _loops.Values)
            await loop.Stop.CancelAsync();
        foreach (var loop in _loops.Values)
            await loop.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _loops.Clear();
    }

    private async Task ProbeAsync(ProbeTarget target, CancellationToken cancellation)
    {
        var since = Stopwatch.GetTimestamp();
        while (!cancellation.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            var isEager = Stopwatch.GetElapsedTime(since) < Eager;
            var failure = await TryAsync(target, cancellation);
            if (!cancellation.IsCancellationRequested)
            {
                metrics.Probed(target, failure, Stopwatch.GetElapsedTime(started));
                observer.Observe(new ProbeObservation(time.GetUtcNow(), target.Backend, failure, isEager));
            }

            var interval = isEager ? EagerInterval : target.Probe.Interval;
            var pause = interval - Stopwatch.GetElapsedTime(started);
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One of the two places that catch everything: a probe that can't be made is a failed one, and the loop goes on.</summary>
    private async Task<string?> TryAsync(ProbeTarget target, CancellationToken cancellation)
    {
        try
        {
            return await ProbeAttempt.RunAsync(inside.ProbeSocket(target.Device, target.Address.AddressFamily), target, cancellation);
        }
        catch (SocketException problem)
        {
            return $"its port is not ready ({problem.SocketErrorCode})";
        }
        catch (Exception problem)
        {
            return problem.Message;
        }
    }

    private sealed record Loop(ProbeTarget Target, CancellationTokenSource Stop, Task Task);
}
