using System.Collections.Immutable;
using System.Net;
using Ilb.Agent.Machines;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Probes;

/// <summary>What to probe for one backend, through which port.</summary>
/// <param name="Device">The host side of its machine's port.</param>
/// <param name="Restarts">Of its machine: a restarted one is probed as a new one is.</param>
public sealed record ProbeTarget(Slot Backend, string Device, IPAddress Address, ProbeEntry Probe, int Restarts)
{
    /// <summary>The set's name.</summary>
    public string Set { get; init; } = "";

    /// <summary>Of every backend with a probe whose machine shall run on this node.</summary>
    public static ImmutableDictionary<Slot, ProbeTarget> Of(Snapshot snapshot, int node)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var machines = snapshot.Machines
            .Where(machine => machine.Node == node && machine.Power != MachinePower.Stopped)
            .ToDictionary(machine => machine.Port.Index);
        return snapshot.Sets
            .Where(set => set.Probe is not null)
            .SelectMany(set => set.Backends.Where(backend => machines.ContainsKey(backend.Port)).Select(backend => new ProbeTarget(
                backend.Slot,
                MachinePort.DeviceName(machines[backend.Port].Port),
                backend.Address,
                set.Probe!,
                machines[backend.Port].Restarts)
            {
                Set = set.Name,
            }))
            .ToImmutableDictionary(target => target.Backend);
    }

    public override string ToString() => $"{new IPEndPoint(Address, Probe.Port)}{Probe.HttpPath} through {Device}";
}
