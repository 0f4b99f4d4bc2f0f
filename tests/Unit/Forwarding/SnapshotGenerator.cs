using CsCheck;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Unit.Forwarding;

/// <summary>
/// Random snapshots as a control plane would give them: dense unique slots whose generations differ between snapshots, machines in
/// two networks with one address space, a third that may be joined to the first, a gateway that may take a machine's slot, sets of up to five backends in any state. Tables have one size, since they never shrink.
/// </summary>
internal static class SnapshotGenerator
{
    private static readonly Gen<BackendState> State = Gen.Enum<BackendState>();

    private static readonly Gen<MachineEntry[]> Machines =
        from count in Gen.Int[0, 8]
        from generations in Gen.UInt[1, 2].Array[8]
        from networks in Gen.UInt[1, 2].Array[8]
        from powers in Gen.Enum<MachinePower>().Array[8]
        from prefixes in Gen.OneOf<IpPrefix?>(null, IpPrefix.Parse("fd00:1::/96"), IpPrefix.Parse("fd00:2::/64")).Array[2]
        select Enumerable.Range(1, count).Select(i => Scenario.Machine((uint)i, powers[i - 1], network: networks[i - 1]) with
        {
            Port = new Slot((uint)i, generations[i - 1]),
            Ipv6Address = prefixes[networks[i - 1] - 1]?.Embed(Scenario.Address((uint)i)),
        }).ToArray();

    /// <summary>None, or the one list there is of its slot and generation: other rules are another slot or generation.</summary>
    private static readonly Gen<AclEntry?> Acl = Gen.Select(Gen.UInt[0, 3], Gen.UInt[1, 2], AclOf);

    public static Gen<Snapshot> Snapshot { get; } =
        from machines in Machines
        from gateway in Gen.Select(Gen.UInt[7, 9], Gen.UInt[1, 2], Gen.UInt[1, 2], (port, generation, network) =>
            Scenario.Gateway(port, network: network) with { Port = new Slot(port, generation) })
        from frontends in Gen.UInt[1, 2].Array[0, 3]
        from acls in Acl.Array[3]
        from joined in Gen.Bool
        from backends in Gen.Select(Gen.Int[0, 99], Gen.UInt[1, 2], State, Gen.Int[0, 100]).Array[0, 5].Array[3]
        select new Snapshot(
            1,
            [
                Scenario.Network(1) with { Peers = joined ? [3] : [] },
                Scenario.Network(2),
                Scenario.Joined(3) with { Peers = joined ? [1] : [] },
            ],
            [.. machines],
            [new VipEntry(1, Scenario.Vip, "site", "lb")],
            [.. frontends.Select((generation, i) => Set((uint)i + 1, generation, machines, backends[i]) with { Acl = acls[i] })])
        {
            Gateways = machines.Any(machine => machine.Port.Index == gateway.Port.Index) ? [] : [gateway],
        };

    public static AclEntry? AclOf(uint slot, uint generation) => slot == 0
        ? null
        : new AclEntry(new Slot(slot, generation), [new((int)slot, generation == 1, new Ipv4Prefix(0x0a010000, (int)(16 + slot)))]);

    private static SetEntry Set(
        uint frontend, uint generation, MachineEntry[] machines, (int Machine, uint Generation, BackendState State, int Weight)[] picks)
    {
        var backends = machines.Length == 0 ? [] : picks.Select((pick, i) =>
        {
            var machine = machines[pick.Machine % machines.Length];
            return Scenario.Backend((frontend * 5) + (uint)i, pick.State, pick.Weight) with
            {
                Slot = new Slot((frontend * 5) + (uint)i, pick.Generation),
                Port = machine.Port.Index,
                Address = machine.Address,
            };
        }).ToArray();
        return Scenario.Set(backends) with { Frontend = new Slot(frontend, generation), PublicPort = (ushort)(80 + frontend), TableSize = 4_099, Loopback = generation == 2 };
    }
}
