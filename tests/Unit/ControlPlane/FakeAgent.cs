using Ilb.ControlPlane;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.Unit.ControlPlane;

/// <summary>
/// Stands for the agent: follows the feed, says at once that machines are where the snapshot wants them, that all probes succeed,
/// and that the snapshot is applied.
/// </summary>
internal sealed class FakeAgent : IAsyncDisposable
{
    private readonly ControlPlaneHost _host;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<Slot, (MachineStatus Status, int Restarts)> _machines = [];
    private readonly Task _loop;

    public FakeAgent(ControlPlaneHost host)
    {
        _host = host;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Names of machines that can't start.</summary>
    public HashSet<string> Broken { get; } = [];

    /// <summary>Whether it reports probes at all.</summary>
    public bool Probes { get; set; } = true;

    /// <summary>Whether it neither does nor reports anything.</summary>
    public bool IsSilent { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        long revision = 0;
        try
        {
            while (true)
            {
                var snapshot = await _host.Feed.NewerThanAsync(revision, _stop.Token);
                while (IsSilent)
                    await Task.Delay(5, _stop.Token);
                revision = snapshot.Revision;
                Apply(snapshot);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private void Apply(Snapshot snapshot)
    {
        var now = DateTimeOffset.UtcNow;
        foreach (var machine in snapshot.Machines)
        {
            var status = machine.Power == MachinePower.Stopped ? MachineStatus.Stopped
                : Broken.Contains(machine.Name) ? MachineStatus.Failed
                : MachineStatus.Running;
            if (_machines.TryGetValue(machine.Port, out var known) && known == (status, machine.Restarts))
                continue;
            _machines[machine.Port] = (status, machine.Restarts);
            _host.Observer.Observe(new MachineObservation(
                now, machine.Port, status, status == MachineStatus.Failed ? "its command was not found" : null));
        }

        foreach (var backend in snapshot.Sets.Where(set => Probes && set.Probe is not null).SelectMany(set => set.Backends))
        {
            if (backend.State == BackendState.Down)
                _host.Observer.Observe(new ProbeObservation(now, backend.Slot, null));
        }

        _host.Observer.Observe(new AppliedObservation(now, 1, snapshot.Revision));
    }
}
