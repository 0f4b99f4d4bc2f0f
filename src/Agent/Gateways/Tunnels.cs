using System.Collections.Immutable;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Gateways;

/// <summary>A watch for every gateway of this node. Followed by the reconcile loop alone.</summary>
internal sealed class Tunnels(AgentOptions options, Func<Slot, string?> portTrouble, TimeProvider time) : IAsyncDisposable
{
    private volatile ImmutableDictionary<Slot, Running> _running = ImmutableDictionary<Slot, Running>.Empty;

    public void Follow(Snapshot snapshot)
    {
        var mine = snapshot.Gateways.Where(gateway => gateway.Node == options.Node).ToDictionary(gateway => gateway.Port);
        foreach (var (slot, gone) in _running.Where(running => !mine.ContainsKey(running.Key)))
        {
            gone.Stop.Cancel();
            _running = _running.Remove(slot);
        }

        foreach (var (slot, gateway) in mine)
        {
            if (_running.TryGetValue(slot, out var running) && !HasFailed(running, gateway))
                running.Watch.Follow(gateway);
            else
                _running = _running.SetItem(slot, Start(gateway));
        }
    }

    public IReadOnlyList<TunnelObservation> Seen() => [.. _running.OrderBy(running => running.Key.Index).SelectMany(running => running.Value.Watch.Seen)];

    public async ValueTask DisposeAsync()
    {
        foreach (var running in _running.Values)
        {
            await running.Stop.CancelAsync();
            await running.Loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _running = _running.Clear();
    }

    /// <summary>Nothing should end a watch, but then nobody would look after the gateway for as long as the agent lives.</summary>
    private bool HasFailed(Running running, GatewayEntry gateway)
    {
        if (running.Loop.Exception is { } problem)
            options.Log($"gateway {gateway.Name} is watched anew: {problem.GetBaseException().Message}");
        return running.Loop.IsFaulted;
    }

    private Running Start(GatewayEntry gateway)
    {
        var watch = new TunnelWatch(options.Installation, gateway, () => portTrouble(gateway.Port), time, options.Log);
        var stop = new CancellationTokenSource();
        return new Running(watch, Task.Run(() => watch.RunAsync(stop.Token)), stop);
    }

    private sealed record Running(TunnelWatch Watch, Task Loop, CancellationTokenSource Stop);
}
