using System.Collections.Immutable;
using Ilb.Bench.Paths;
using Ilb.Model.Snapshots;

namespace Ilb.Bench.Scale;

/// <summary>Many backends in sets of ten, all of one VIP. A machine is a member of up to ten sets; the first one is a client of them.</summary>
internal static class ScaleSnapshot
{
    public const int SetSize = 10, MostMachines = 1_000;

    /// <summary>Of the first set.</summary>
    public const ushort FirstPort = 1_000;

    /// <param name="backends">A multiple of ten.</param>
    public static Snapshot Of(int backends)
    {
        var machines = BenchSnapshot.Machines(Math.Min(backends, MostMachines) + 1);
        return BenchSnapshot.Of(machines, [.. Enumerable.Range(0, backends / SetSize).Select(number => Set(number, machines[1..]))]);
    }

    /// <summary>The same with one backend of a set in this state.</summary>
    public static Snapshot With(Snapshot snapshot, int set, BackendState state)
    {
        var entry = snapshot.Sets[set];
        var changed = entry.Backends.SetItem(0, entry.Backends[0] with { State = state });
        return snapshot with { Revision = snapshot.Revision + 1, Sets = snapshot.Sets.SetItem(set, entry with { Backends = changed }) };
    }

    private static SetEntry Set(int number, ImmutableArray<MachineEntry> machines)
    {
        var members = Enumerable.Range(number * SetSize, SetSize).Select(i => machines[i % machines.Length]).ToList();
        var set = BenchSnapshot.Set((uint)number + 1, (ushort)(FirstPort + number), members);
        return set with { Backends = [.. set.Backends.Select((backend, i) => backend with { Slot = new Slot((uint)((number * SetSize) + i + 1), 1) })] };
    }
}
