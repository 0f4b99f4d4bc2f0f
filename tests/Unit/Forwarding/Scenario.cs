using System.Net;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Unit.Forwarding;

/// <summary>Snapshots in few words: one network 10.1.0.0/16, machines at 10.1.1.(3 + slot), one VIP 10.1.1.100.</summary>
internal static class Scenario
{
    public static IPAddress Vip { get; } = IPAddress.Parse("10.1.1.100");

    public static Snapshot Snapshot(params BackendEntry[] backends) =>
        new(7, [Network()], [.. backends.Select(b => Machine(b.Port))], [new VipEntry(1, Vip, "site", "lb")], [Set(backends)]);

    public static NetworkEntry Network(uint slot = 1) => new(
        new Slot(slot, 1), Guid.Empty, $"net{slot}", [Ipv4Prefix.Parse("10.1.0.0/16")], [Ipv4Prefix.Parse("10.1.1.0/24")], 1500);

    /// <summary>10.SLOT.0.0/16 with a smaller MTU, joined to network 1.</summary>
    public static NetworkEntry Joined(uint slot) =>
        Network(slot) with { AddressSpace = [Ipv4Prefix.Parse($"10.{slot}.0.0/16")], Subnets = [], Mtu = 1400, Peers = [1] };

    public static MachineEntry Machine(uint port, MachinePower power = MachinePower.Running, int node = 1, uint network = 1) => new(
        new Slot(port, 1), Guid.Empty, "site", $"web{port}", node, network, Address(port), Ipv4Prefix.Parse("10.1.1.0/24"), power,
        "ilb-responder", "Small", []);

    /// <summary>With one connected site, 10.PORT.0.0/16 and a subnet of its, and one that is not, 10.77.0.0/16.</summary>
    public static GatewayEntry Gateway(uint port, int node = 1, uint network = 1) => new(
        new Slot(port, 1), Guid.Empty, $"net{network}", network, node, IPAddress.Parse("10.1.255.4"), Ipv4Prefix.Parse("10.1.255.0/27"),
        IPAddress.Parse("203.0.113.9"), [Ipv4Prefix.Parse("10.1.0.0/16")],
        [
            Tunnel("Head office", isConnected: true, $"10.{port}.0.0/16", $"10.{port}.128.0/24"),
            Tunnel("Branch/2", isConnected: false, "10.77.0.0/16"),
        ]);

    private static TunnelEntry Tunnel(string site, bool isConnected, params string[] prefixes) =>
        new(site, IPAddress.Parse("198.51.100.2"), [.. prefixes.Select(Ipv4Prefix.Parse)], IpsecPolicy.Default, isConnected) { SharedKey = "0xSecret" };

    public static SetEntry Set(params BackendEntry[] backends) => new(
        new Slot(1, 1), 1, Vip, Protocol.Tcp, 80, "site/web", MaglevTableSize.For(backends.Length), Distribution.FiveTuple,
        TimeSpan.FromMinutes(4), false, null, [.. backends]);

    public static BackendEntry Backend(uint slot, BackendState state = BackendState.Up, int weight = 100) =>
        new(new Slot(slot, 1), $"site/web{slot}/http", slot, Address(slot), 8080, state, weight);

    public static IPAddress Address(uint port) => Ipv4Prefix.ToAddress(Ipv4Prefix.ToNumber(IPAddress.Parse("10.1.1.3")) + port);
}
