using System.Collections.Immutable;
using System.Net;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>Snapshots by hand of one set: web machines that serve port 80, and the client that calls their VIP.</summary>
internal static class WebSet
{
    public const uint Client = 99;

    public static IPEndPoint Vip { get; } = new(IPAddress.Parse("10.1.0.200"), 80);

    /// <summary>These machines and the client, without a set.</summary>
    public static Snapshot Machines(int count, params int[] ports) => TestHost.OneNetwork with
    {
        Machines =
        [
            .. Enumerable.Range(1, count).Select(i => TestHost.Machine((uint)i, $"web{i}") with { Endpoints = [.. ports.Prepend(80).Select(Endpoint)] }),
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

    private static MachineEndpoint Endpoint(int port) => new($"web{port}", Protocol.Tcp, (ushort)port, null, null);
}
