using System.Collections.Immutable;
using System.Net;
using Ilb.Agent.Machines;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.EndToEnd.Machines;

/// <summary>
/// web1, web2 and client1 in a network with IPv6, every set twice; stranger1 in a network with the same addresses and a machine that has
/// web1's; peer1 in one that is joined to the first and has a smaller MTU.
/// </summary>
public sealed class DualStackNetwork : IAsyncLifetime
{
    internal const int PeerMtu = 1400;
    private const uint Own = 1, Strangers = 2, Peers = 3;

    internal static IpPrefix Prefix { get; } = IpPrefix.Parse("fd00:1::/96");

    internal static IpPrefix PeerPrefix { get; } = IpPrefix.Parse("fd00:4::/96");

    internal static IPAddress Vip { get; } = IPAddress.Parse("10.1.0.100");

    internal static IPAddress Ipv6Vip { get; } = Prefix.Embed(Vip);

    internal static IPEndPoint Web { get; } = new(Ipv6Vip, 80);

    internal static IPEndPoint Guarded { get; } = new(Ipv6Vip, 81);

    internal static IPEndPoint Fleeting { get; } = new(Ipv6Vip, 82);

    internal static IPEndPoint Dns { get; } = new(Ipv6Vip, 53);

    internal static IPEndPoint Sql { get; } = new(Ipv6Vip, 1433);

    internal TestHost Host { get; } = new();

    internal MachinePlace Client { get; private set; } = null!;

    internal MachinePlace Stranger { get; private set; } = null!;

    internal MachinePlace Peer { get; private set; } = null!;

    internal IPAddress Web1 { get; } = Machine(1, "web1").Ipv6Address!;

    public async ValueTask InitializeAsync()
    {
        Host.Start();
        Host.Want(Snapshot(Host));
        await Host.RunsAsync(1, 2, 3, 4, 5, 6);
        (Client, Stranger, Peer) = (Place(3), Place(4), Place(6));
        foreach (var web in (string[])["web1", "web2"])
            await Eventually.TrueAsync(() => Host.Log(web).Contains("udp/5353", StringComparison.Ordinal), $"{web} listens");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var place in (MachinePlace?[])[Client, Stranger, Peer])
            place?.Dispose();
        await Host.DisposeAsync();
    }

    internal static MachineEntry Machine(uint slot, string name, uint network = Own)
    {
        var machine = TestHost.Machine(slot, name, network: network) with { Endpoints = [.. Endpoints()] };
        return machine with { Ipv6Address = Prefix.Embed(machine.Address) };
    }

    internal MachinePlace Place(uint slot)
    {
        var machine = Host.Snapshot.Machines.Single(machine => machine.Port.Index == slot);
        return new MachinePlace(MachinePort.NamespacePath(Host.Installation, machine.Port), machine.Name, machine.Ipv6Address!);
    }

    private static Snapshot Snapshot(TestHost host)
    {
        var own = host.Snapshot.Networks[0] with { Ipv6 = Prefix, Peers = [Peers] };
        var peer = Machine(6, "peer1", Peers);
        return host.Snapshot with
        {
            Networks =
            [
                own,
                own with { Slot = new Slot(Strangers, 1), Name = "Other", Peers = [] },
                own with { Slot = new Slot(Peers, 1), Name = "Joined", AddressSpace = [Ipv4Prefix.Parse("10.4.0.0/16")], Ipv6 = PeerPrefix, Mtu = PeerMtu, Peers = [Own] },
            ],
            Machines =
            [
                Machine(1, "web1"), Machine(2, "web2"), Machine(3, "client1"), Machine(4, "stranger1", Strangers),
                Machine(5, "stranger2", Strangers) with { Address = IPAddress.Parse("10.1.0.4"), Ipv6Address = Prefix.Embed(IPAddress.Parse("10.1.0.4")) },
                peer with { Address = IPAddress.Parse("10.4.0.4"), Subnet = Ipv4Prefix.Parse("10.4.0.0/24"), Ipv6Address = PeerPrefix.Embed(IPAddress.Parse("10.4.0.4")) },
            ],
            Vips = [new VipEntry(Own, Vip, "MyWebsite1", "MyILB"), new VipEntry(Own, Ipv6Vip, "MyWebsite1", "MyILB")],
            Sets = [.. Twice(1, Protocol.Tcp, 80, 8080), .. Twice(3, Protocol.Udp, 53, 5353), .. Twice(5, Protocol.Tcp, 81, 8080).Select(Guard), .. Twice(7, Protocol.Tcp, 1433, 1433).Select(Float), .. Twice(9, Protocol.Tcp, 82, 8080).Select(Forget)],
        };
    }

    /// <summary>A set and its twin in IPv6; backend slots follow from the frontend's.</summary>
    internal static IEnumerable<SetEntry> Twice(uint frontend, Protocol protocol, ushort port, ushort local)
    {
        foreach (var (slot, vip) in ((uint, IPAddress)[])[(frontend, Vip), (frontend + 1, Ipv6Vip)])
        {
            var backends = ((MachineEntry[])[Machine(1, "web1"), Machine(2, "web2")]).Select(web => new BackendEntry(
                new Slot((slot * 2) + web.Port.Index, 1), $"MyWebsite1/{web.Name}/{port}/{slot}", web.Port.Index, slot == frontend ? web.Address : web.Ipv6Address!, local, BackendState.Up, 100));
            yield return new SetEntry(
                new Slot(slot, 1), Own, vip, protocol, port, $"MyWebsite1/{port}", 251, Distribution.FiveTuple, TimeSpan.FromMinutes(4), false, null, [.. backends]);
        }
    }

    private static SetEntry Guard(SetEntry set) => set with
    {
        Acl = new AclEntry(new Slot(1, 1), [new AclEntryRule(1, false, IpPrefix.Around(Machine(3, "client1").Ipv6Address!, 128)), new AclEntryRule(2, true, IpPrefix.EveryIpv4), new AclEntryRule(3, true, IpPrefix.EveryIpv6)]),
    };

    private static SetEntry Float(SetEntry set) => set with { FloatingIp = true };

    private static SetEntry Forget(SetEntry set) => set with { IdleTimeout = TimeSpan.FromSeconds(1), ResetsIdle = true };

    private static IEnumerable<MachineEndpoint> Endpoints() =>
    [
        new("web", Protocol.Tcp, 8080, null, null), new("dns", Protocol.Udp, 5353, null, null), new("sql", Protocol.Tcp, 1433, null, null),
    ];
}
