using System.Net;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Addressing;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.EndToEnd.Gateways;

/// <summary>MyVNet with web1 and web2 behind the VIP 10.1.0.100:80, and a gateway to a site with a strongSwan of its own.</summary>
internal sealed class ConnectedNetwork : IAsyncDisposable
{
    public const string Key = "0xAbc123AbcDefGh0123456789";

    public static IPAddress Gateway { get; } = IPAddress.Parse("203.0.113.10");

    public static IPEndPoint Vip { get; } = new(IPAddress.Parse("10.1.0.100"), 80);

    private readonly Dictionary<string, MachinePlace> _places = [];

    public OnPremises Site { get; } = new();

    public TestHost Host { get; }

    public ConnectedNetwork(TimeSpan? auditInterval = null)
    {
        Host = new TestHost { Uplink = Site.Uplink, AuditInterval = auditInterval ?? TimeSpan.FromMinutes(1) };
    }

    public static Snapshot Snapshot(string key = Key) => TestHost.OneNetwork with
    {
        Machines = [TestHost.Machine(1, "web1"), TestHost.Machine(2, "web2")],
        Vips = [new VipEntry(1, Vip.Address, "MyWebsite1", "ilb")],
        Sets = [Set()],
        Gateways = [Entry(key)],
    };

    public static GatewayEntry Entry(string key = Key, IpsecPolicy? policy = null) => new(
        new Slot(9, 1), Guid.Empty, "MyVNet", 1, 1, IPAddress.Parse("10.1.255.4"), Ipv4Prefix.Parse("10.1.255.0/27"), Gateway,
        [Ipv4Prefix.Parse("10.1.0.0/16")], [Tunnel(key, policy)]);

    public static TunnelEntry Tunnel(string key = Key, IpsecPolicy? policy = null) =>
        new("Head office", OnPremises.Address, [OnPremises.Prefix], policy ?? IpsecPolicy.Default, true) { SharedKey = key };

    /// <summary>ilb's side, until all its machines run.</summary>
    public async Task RunAsync()
    {
        try
        {
            Host.Start();
            Host.Want(Snapshot());
            await Host.RunsAsync(1, 2, 9);
        }
        catch
        {
            await DisposeAsync(); // nobody else does: a class whose start failed is not disposed
            throw;
        }
    }

    /// <param name="name">"web1", or "gateway/MyVNet".</param>
    public MachinePlace Machine(string name)
    {
        if (!_places.TryGetValue(name, out var place))
            _places[name] = place = new MachinePlace(Host.Shell.NetworkNamespacePath(name), name, IPAddress.Any);
        return place;
    }

    public void Guard(uint version, params AclEntryRule[] rules) =>
        Host.Want(Host.Snapshot with { Sets = [Host.Snapshot.Sets[0] with { Acl = new AclEntry(new Slot(1, version), [.. rules]) }] });

    public TunnelObservation? Seen() => Host.Agent.Tunnels().SingleOrDefault();

    public Task ConnectedAsync() => Eventually.TrueAsync(() => Seen()?.State == TunnelState.Connected, "the tunnel is up");

    public async ValueTask DisposeAsync()
    {
        foreach (var place in _places.Values)
            place.Dispose();
        await Host.DisposeAsync();
        Site.Dispose();
    }

    private static SetEntry Set() => new(
        new Slot(1, 1), 1, Vip.Address, Protocol.Tcp, 80, "MyWebsite1/web", 2003, Distribution.FiveTuple, TimeSpan.FromMinutes(4), false, null,
        [.. Members.Select(web => new BackendEntry(new Slot(web, 1), $"MyWebsite1/web{web}/web", web, TestHost.Machine(web, "").Address, 80, BackendState.Up, 100))]);

    private static IEnumerable<uint> Members => [1, 2];
}
