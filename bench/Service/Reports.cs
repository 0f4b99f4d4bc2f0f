using System.Collections.Concurrent;
using System.Diagnostics;
using Ilb.Bench.Lab;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.Bench.Service;

/// <summary>
/// Hears what the agent tells the control plane, and passes it on where there is one: all but the results of probes, which the
/// benchmark gives itself.
/// </summary>
internal sealed class Reports(IObserver? controlPlane = null) : IObserver
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly BlockingCollection<(long Revision, long At)> _revisions = [];
    private readonly ConcurrentDictionary<Slot, MachineObservation> _machines = [];

    public void Observe(Observation observation)
    {
        if (observation is AppliedObservation applied)
            _revisions.Add((applied.Revision, Stopwatch.GetTimestamp()));
        if (observation is MachineObservation machine)
            _machines[machine.Port] = machine;
        if (observation is not ProbeObservation)
            controlPlane?.Observe(observation);
    }

    /// <summary>When this revision was in the kernel, as <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public long WaitFor(long revision)
    {
        while (_revisions.TryTake(out var applied, Patience))
        {
            if (applied.Revision >= revision)
                return applied.At;
        }

        throw new LabException("apply a snapshot", $"revision {revision} did not reach the kernel in {Patience.TotalSeconds} s");
    }

    public void WaitForRunning(int machines)
    {
        var clock = Stopwatch.StartNew();
        while (_machines.Values.Count(machine => machine.Status == MachineStatus.Running) < machines)
        {
            if (clock.Elapsed > Patience)
                throw new LabException("start machines", _machines.Values.FirstOrDefault(m => m.Detail is not null)?.Detail ?? "they take too long");
            Thread.Sleep(50);
        }
    }
}
