using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Bench.Paths;

/// <summary>What a control plane would publish: one network, machines 10.9.0.4 and up, the first of which is the client, and a VIP.</summary>
internal static class BenchSnapshot
{
    private static readonly Ipv4Prefix Subnet = Ipv4Prefix.Parse("10.9.0.0/24"), FarSubnet = Ipv4Prefix.Parse("10.8.0.0/24");

    public static Ipv4Prefix Space { get; } = Ipv4Prefix.Parse("10.9.0.0/16");

    private static readonly Ipv4Prefix Pool = Ipv4Prefix.Parse("203.0.113.0/24");

    public static IPAddress PublicVip { get; } = Ipv4Prefix.ToAddress(Pool.First + 1);

    /// <summary>Of the pool of public VIPs, and none.</summary>
    public static IPAddress NoVip { get; } = Ipv4Prefix.ToAddress(Pool.First + 9);

    public static IPAddress Vip { get; } = IPAddress.Parse("10.9.0.3");

    public static Snapshot Of(ImmutableArray<MachineEntry> machines, params ImmutableArray<SetEntry> sets) => new(
        1, [new NetworkEntry(new Slot(1, 1), Guid.Empty, "bench", [Space], [Subnet], 1500)], machines,
        [new VipEntry(1, Vip, "bench", "lb")], sets);

    /// <summary>Somebody outside, at the uplink.</summary>
    public static MachineEntry Stranger { get; } = Machine(1) with
    {
        Port = Outside.Port,
        Network = Outside.Network,
        Address = Ipv4Prefix.ToAddress(Pool.First + 2),
        Subnet = Pool,
    };

    /// <summary>The same with a set on a public VIP of all machines but the client.</summary>
    public static Snapshot Public(Snapshot snapshot, ushort port)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return snapshot with
        {
            Networks = snapshot.Networks.Add(new NetworkEntry(new Slot(Outside.Network, 1), Guid.Empty, "outside", [Pool], [Pool], 1500)),
            Vips = snapshot.Vips.Add(new VipEntry(Outside.Network, PublicVip, "bench", "public")),
            Sets = snapshot.Sets.Add(Set((uint)snapshot.Sets.Length + 1, port, snapshot.Machines[1..]) with
            {
                Network = Outside.Network,
                Address = PublicVip,
                BackendNetwork = 1,
            }),
        };
    }

    /// <summary>The same with the client in another network, which is joined to this one.</summary>
    public static Snapshot Joined(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var far = new NetworkEntry(new Slot(2, 1), Guid.Empty, "far", [FarSubnet], [FarSubnet], 1500) { Peers = [1] };
        var client = snapshot.Machines[0] with { Network = 2, Address = Ipv4Prefix.ToAddress(FarSubnet.First + 4), Subnet = FarSubnet };
        return snapshot with { Networks = [snapshot.Networks[0] with { Peers = [2] }, far], Machines = snapshot.Machines.SetItem(0, client) };
    }

    /// <param name="count">The client among them. More than 250 do not fit in the subnet, which only those that exist need.</param>
    public static ImmutableArray<MachineEntry> Machines(int count) =>
        [.. Enumerable.Range(1, count).Select(i => Machine((uint)i))];

    /// <summary>A set of endpoints with one L4 port inside and outside.</summary>
    public static SetEntry Set(uint slot, ushort port, IReadOnlyList<MachineEntry> members, Protocol protocol = Protocol.Tcp) => new(
        new Slot(slot, 1), 1, Vip, protocol, port, string.Create(CultureInfo.InvariantCulture, $"bench/{port}"),
        MaglevTableSize.For(members.Count), Distribution.FiveTuple, TimeSpan.FromMinutes(4), false, null,
        [.. members.Select((member, i) => Backend((slot * 100) + (uint)i, member, port))]);

    private static MachineEntry Machine(uint slot) => new(
        new Slot(slot, 1), Guid.Empty, "bench", string.Create(CultureInfo.InvariantCulture, $"m{slot}"), 1, 1,
        Ipv4Prefix.ToAddress(Subnet.First + 3 + slot), Subnet, MachinePower.Running, "none", "Small", []);

    private static BackendEntry Backend(uint slot, MachineEntry machine, ushort port) => new(
        new Slot(slot, 1), $"{machine.FullName}/{port}", machine.Port.Index, machine.Address, port, BackendState.Up, 100);
}
