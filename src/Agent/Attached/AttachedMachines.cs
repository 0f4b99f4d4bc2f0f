using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Attached;

/// <summary>The machines of this node that ilb runs no process of. Called by the reconcile loop alone.</summary>
internal sealed class AttachedMachines(AgentOptions options, IObserver observer, TimeProvider time)
{
    private readonly Dictionary<Slot, (MachineStatus Status, string? Detail)> _told = [];

    public void Follow(Snapshot snapshot)
    {
        var mine = snapshot.Machines.Where(machine => machine.Node == options.Node && machine.IsAttached).ToList();
        foreach (var gone in _told.Keys.Except(mine.Select(machine => machine.Port)).ToList())
            _told.Remove(gone);
        foreach (var machine in mine)
            if (machine.Power == MachinePower.Stopped)
                Tell(machine.Port, MachineStatus.Stopped, null);
            else
                Tell(machine.Port, MachineStatus.Waiting, $"to be attached: ilb attach {machine.Name}");
    }

    private void Tell(Slot port, MachineStatus status, string? detail)
    {
        if (_told.GetValueOrDefault(port) == (status, detail) && _told.ContainsKey(port))
            return;
        _told[port] = (status, detail);
        observer.Observe(new MachineObservation(time.GetUtcNow(), port, status, detail));
    }
}
