using System.Collections.Immutable;
using System.Net;
using CsCheck;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Unit.Forwarding;

/// <summary>Snapshots that follow each other, each but for one thing like the one before. Whoever gets a slot that another had gets a new generation.</summary>
internal static class SnapshotEdits
{
    private const uint TwinShift = 50;

    private static readonly IpPrefix Ipv6 = IpPrefix.Parse("fd00:1::/96");

    /// <summary>Each is given a number that says to what, and how.</summary>
    private static readonly ImmutableArray<Func<Snapshot, int, Snapshot>> Kinds =
    [
        (snapshot, n) => OfBackend(snapshot, n, backend => backend with { State = (BackendState)(n % 4) }),
        (snapshot, n) => OfBackend(snapshot, n, backend => backend with { Weight = n % 3 * 50 }),
        (snapshot, n) => OfSet(snapshot, n, set => set.Backends.IsEmpty ? set : set with { Backends = set.Backends.RemoveAt(n % set.Backends.Length) }),
        (snapshot, n) => OfSet(snapshot, n, set => Joined(set, snapshot.Machines, n)),
        (snapshot, n) => OfSet(snapshot, n, set => set with { IsRetired = !set.IsRetired }),
        (snapshot, n) => OfSet(snapshot, n, set => set with { Acl = SnapshotGenerator.AclOf((uint)n % 4, 1 + ((uint)n % 2)) }),
        (snapshot, n) => OfSet(snapshot, n, set => set with { Frontend = set.Frontend with { Generation = set.Frontend.Generation + 1 } }),
        (snapshot, n) => OfSet(snapshot, n, set => set with { FloatingIp = !set.FloatingIp, TableSize = n % 5 == 0 ? 16_411 : set.TableSize }),
        (snapshot, n) => snapshot.Sets.IsEmpty ? snapshot : snapshot with { Sets = snapshot.Sets.RemoveAt(n % snapshot.Sets.Length) },
        Twin,
        (snapshot, _) => snapshot with { Sets = HandedOn(snapshot.Sets) },
        (snapshot, n) => snapshot with { Vips = Toggled(snapshot.Vips, new VipEntry(1 + ((uint)n % 2), Scenario.Address(200), "site", "lb")) },
        (snapshot, _) => snapshot with { Networks = [.. snapshot.Networks.Select(network => network with { Peers = network.Peers.IsEmpty ? PeersOf(network) : [] })] },
        (snapshot, n) => OfMachine(snapshot, n, machine => machine with { Power = (MachinePower)(n % 3) }),
        (snapshot, n) => OfMachine(snapshot, n, machine => machine with { Ipv6Address = machine.Ipv6Address is null ? Ipv6.Embed(machine.Address) : null }),
        (snapshot, n) => OfMachine(snapshot, n, machine => machine with { Port = machine.Port with { Generation = machine.Port.Generation + 1 }, Network = 3 - machine.Network }),
        (snapshot, _) => Projected(snapshot),
    ];

    public static Gen<List<Snapshot>> Sequence { get; } =
        from first in SnapshotGenerator.Snapshot
        from edits in Gen.Select(Gen.Int[0, Kinds.Length - 1], Gen.Int[0, 999]).Array[1, 10]
        select Follow(first, edits);

    private static List<Snapshot> Follow(Snapshot first, (int Kind, int Number)[] edits)
    {
        var all = new List<Snapshot> { first };
        foreach (var (kind, number) in edits)
            all.Add(Kinds[kind](all[^1], number) with { Revision = all.Count + 1 });
        return all;
    }

    private static Snapshot OfSet(Snapshot snapshot, int number, Func<SetEntry, SetEntry> edit)
    {
        var at = number % Math.Max(1, snapshot.Sets.Length);
        return snapshot.Sets.IsEmpty ? snapshot : snapshot with { Sets = snapshot.Sets.SetItem(at, edit(snapshot.Sets[at])) };
    }

    private static Snapshot OfBackend(Snapshot snapshot, int number, Func<BackendEntry, BackendEntry> edit) => OfSet(snapshot, number, set =>
    {
        var at = number / 4 % Math.Max(1, set.Backends.Length);
        return set.Backends.IsEmpty ? set : set with { Backends = set.Backends.SetItem(at, edit(set.Backends[at])) };
    });

    private static Snapshot OfMachine(Snapshot snapshot, int number, Func<MachineEntry, MachineEntry> edit)
    {
        var at = number % Math.Max(1, snapshot.Machines.Length);
        return snapshot.Machines.IsEmpty ? snapshot : snapshot with { Machines = snapshot.Machines.SetItem(at, edit(snapshot.Machines[at])) };
    }

    private static SetEntry Joined(SetEntry set, ImmutableArray<MachineEntry> machines, int number)
    {
        var slot = new Slot((set.Frontend.Index * 20) + 200 + ((uint)number % 20), 1);
        if (machines.IsEmpty || set.Backends.Any(backend => backend.Slot == slot))
            return set;
        var machine = machines[number % machines.Length];
        return set with { Backends = set.Backends.Add(Scenario.Backend(slot.Index) with { Port = machine.Port.Index, Address = machine.Address }) };
    }

    /// <summary>A set's twin in IPv6 comes, with slots of its own, or goes.</summary>
    private static Snapshot Twin(Snapshot snapshot, int number)
    {
        if (snapshot.Sets.Where(set => set.Frontend.Index < TwinShift).ToList() is not { Count: > 0 } sets)
            return snapshot;
        var set = sets[number % sets.Count];
        var rest = snapshot.Sets.RemoveAll(other => other.Frontend.Index == set.Frontend.Index + TwinShift);
        return snapshot with { Sets = rest.Length < snapshot.Sets.Length ? rest : rest.Add(TwinOf(set, Slots(rest))) };
    }

    private static HashSet<uint> Slots(ImmutableArray<SetEntry> sets) => [.. sets.SelectMany(set => set.Backends).Select(backend => backend.Slot.Index)];

    /// <param name="taken">Slots of backends, some of them handed on by an earlier twin.</param>
    private static SetEntry TwinOf(SetEntry set, HashSet<uint> taken) => set with
    {
        Frontend = set.Frontend with { Index = set.Frontend.Index + TwinShift },
        Address = Ipv6.Embed(set.Address),
        Backends =
        [
            .. set.Backends.Where(backend => !taken.Contains(backend.Slot.Index + 1_000)).Select(backend =>
                backend with { Slot = backend.Slot with { Index = backend.Slot.Index + 1_000 }, Address = Ipv6.Embed(backend.Address) }),
        ],
    };

    /// <summary>The first set's first backend gives its slot to the last set, which gives its last one in return.</summary>
    private static ImmutableArray<SetEntry> HandedOn(ImmutableArray<SetEntry> sets)
    {
        if (sets.Length < 2 || sets[0].Backends.IsEmpty || sets[^1].Backends.IsEmpty)
            return sets;
        var (one, other) = (sets[0].Backends[0], sets[^1].Backends[^1]);
        return sets
            .SetItem(0, sets[0] with { Backends = sets[0].Backends.SetItem(0, one with { Slot = Next(other.Slot) }) })
            .SetItem(sets.Length - 1, sets[^1] with { Backends = sets[^1].Backends.SetItem(sets[^1].Backends.Length - 1, other with { Slot = Next(one.Slot) }) });
    }

    private static Slot Next(Slot slot) => slot with { Generation = slot.Generation + 1 };

    private static ImmutableArray<VipEntry> Toggled(ImmutableArray<VipEntry> vips, VipEntry vip) => vips.Contains(vip) ? vips.Remove(vip) : vips.Add(vip);

    private static ImmutableArray<uint> PeersOf(NetworkEntry network) => network.Slot.Index switch
    {
        1 => [3],
        3 => [1],
        _ => [],
    };

    /// <summary>The same in other objects, as the control plane makes each snapshot.</summary>
    private static Snapshot Projected(Snapshot snapshot) => snapshot with
    {
        Machines = [.. snapshot.Machines.Select(machine => machine with { Address = Copy(machine.Address) })],
        Sets =
        [
            .. snapshot.Sets.Select(set => set with
            {
                Acl = set.Acl is { } acl ? acl with { Rules = [.. acl.Rules.Select(rule => rule with { })] } : null,
                Backends = [.. set.Backends.Select(backend => backend with { Address = Copy(backend.Address) })],
            }),
        ],
    };

    private static IPAddress Copy(IPAddress address) => new(address.GetAddressBytes());
}
