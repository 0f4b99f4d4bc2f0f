using System.Collections.Immutable;
using System.Net;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>Snapshots by hand of one set: web machines that serve port 80 in TCP and UDP, and the client that calls their VIP.</summary>
internal static class WebSet
{
    public const uint Client = 99;

    public static IPEndPoint Vip { get; } = new(IPAddress.Parse("10.1.0.200"), 80);

    /// <summary>These machines and the client, without a set.</summary>
    public static Snapshot Machines(int count, params int[] ports) => TestHost.OneNetwork with
    {
        Machines =
        [
            .. Enumerable.Range(1, count).Select(i => TestHost.Machine((uint)i, $"web{i}") with { Endpoints = [.. ports.Prepend(80).SelectMany(Endpoints)] }),
            TestHost.Machine(Client, "client"),
        ],
        Vips = [new VipEntry(1, Vip.Address, "MyWebsite1", "ilb")],
    };

    /// <summary>A member of the set: a machine, and the port it serves.</summary>
    public static BackendEntry Member(uint slot, uint machine, int port = 80) => new(
        new Slot(slot, 1), $"MyWebsite1/web{machine}/{port}", machine, TestHost.Machine(machine, "").Address, (ushort)port, BackendState.Up, 100);

    public static SetEntry Of(IEnumerable<BackendEntry> members, uint slot = 1, ushort port = 80, uint? tableSize = null)
    {
        var backends = members.OrderBy(member => member.Slot.Index).ToImmutableArray();
        return new SetEntry(
            new Slot(slot, 1), 1, Vip.Address, Protocol.Tcp, port, $"MyWebsite1/set{slot}", tableSize ?? MaglevTableSize.For(backends.Length),
            Distribution.FiveTuple, TimeSpan.FromMinutes(4), false, null, backends);
    }

    /// <summary>These sets, and each of them again for datagrams.</summary>
    public static ImmutableArray<SetEntry> Both(params IReadOnlyList<SetEntry> sets) => [.. sets, .. sets.Select(OfDatagrams)];

    private static SetEntry OfDatagrams(SetEntry set) => set with
    {
        Frontend = new Slot(set.Frontend.Index + 100, 1),
        Protocol = Protocol.Udp,
        Name = $"{set.Name}/datagrams",
        Backends = [.. set.Backends.Select(backend => backend with { Slot = new Slot(backend.Slot.Index + 1000, 1) })],
    };

    private static IEnumerable<MachineEndpoint> Endpoints(int port) =>
        new[] { Protocol.Tcp, Protocol.Udp }.Select(protocol => new MachineEndpoint($"{protocol}{port}", protocol, (ushort)port, null, null));
}
