using System.Net;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.EndToEnd.Gateways;

/// <summary>
/// A virtual network of one installation and one of another on the same host, each the other's site. Both use the same slots; the other
/// has one more network, which is connected with nobody.
/// </summary>
public sealed class TwoInstallationsTests : IAsyncLifetime
{
    private const ushort Forged = 7777, Honest = 7778;
    private const string Nobody = "10.9.0.5", NobodysPrefix = "10.9.0.0/16";

    private static readonly NetworkSide s_near = new(1, "10.1", "203.0.113.8"), s_far = new(1, "10.7", "203.0.113.9"), s_apart = new(3, "10.8", "");

    private readonly OnPremises _internet = new();
    private readonly Dictionary<(TestHost, string), MachinePlace> _places = [];
    private readonly TestHost _near, _far;

    public TwoInstallationsTests()
    {
        _near = new TestHost { Uplink = _internet.Uplink };
        _far = new TestHost { Uplink = _internet.Uplink };
    }

    public async ValueTask InitializeAsync()
    {
        try
        {
            await RunAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private async Task RunAsync()
    {
        Start(_near, s_near, s_far);
        Start(_far, s_far, s_near);
        _far.Want(_far.Snapshot with { Networks = [.. _far.Snapshot.Networks, s_apart.Network], Machines = [.. _far.Snapshot.Machines, s_apart.Machine(3)] });
        await _near.RunsAsync(1, 9);
        await _far.RunsAsync(1, 3, 9);
        await ConnectedAsync(_near);
        await ConnectedAsync(_far);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var place in _places.Values)
            place.Dispose();
        await _near.DisposeAsync();
        await _far.DisposeAsync();
        _internet.Dispose();
    }

    [Fact]
    public async Task Machines_reach_the_vip_of_the_other_installation_with_their_own_address_and_nobody_else()
    {
        var (near, far) = (Place(_near, "web1"), Place(_far, "web1"));
        (await Conversation.OnceAsync(near, s_far.Vip)).Client?.Address.Should().Be(s_near.Web.Address);
        (await Conversation.OnceAsync(far, s_near.Vip)).Client?.Address.Should().Be(s_far.Web.Address);
        (await Conversation.OnceAsync(near, s_apart.Web, patienceSeconds: 2)).Failure.Should().NotBeNull();
        (await Conversation.OnceAsync(Place(_far, "web3"), s_near.Vip, patienceSeconds: 2)).Failure.Should().NotBeNull();
    }

    [Theory]
    [InlineData(Nobody)]
    [InlineData("10.7.0.99")]
    [InlineData("10.8.0.4")]
    public async Task Forged_sources_do_not_come_out_of_the_tunnel(string source)
    {
        using var witness = new Witness(Place(_far, "web1"));
        await ForgeAsync(Place(_near, "gateway/net1"), source);
        await ForgeAsync(Place(_near, "web1"), source);
        await CarriedAsync(witness);
        witness.Seen.Should().NotContain(packet => packet.SourcePort == Forged);
    }

    /// <summary>The two strongSwans would carry them; then the data plane of the other installation is what refuses.</summary>
    [Fact]
    public async Task Forged_sources_that_the_tunnel_carries_are_refused_where_they_come_out()
    {
        await _near.ExecuteAsync("gateway/net1", "ip", "addr", "add", $"{Nobody}/32", "dev", "lo");
        await Selectors.WidenAsync(_near, "gateway/net1", new Slot(9, 1), s_near.Prefix.ToString(), NobodysPrefix);
        await Selectors.WidenAsync(_far, "gateway/net1", new Slot(9, 1), s_near.Prefix.ToString(), NobodysPrefix);
        await _near.ExecuteAsync("gateway/net1", "sh", "-c", "swanctl --terminate --force --timeout 1 --ike $(sed -n 's/^  \\(site-.*\\) {$/\\1/p' /etc/swanctl/swanctl.conf)");
        await Selectors.InForceAsync(_near, "gateway/net1", NobodysPrefix);
        await Selectors.InForceAsync(_far, "gateway/net1", NobodysPrefix);

        using var witness = new Witness(Place(_far, "web1"));
        var before = _far.Agent.Verdicts()["source_spoofed"];
        await Eventually.TrueAsync(
            async () =>
            {
                await ForgeAsync(Place(_near, "gateway/net1"), Nobody);
                return _far.Agent.Verdicts()["source_spoofed"] > before;
            },
            "it is carried, and refused",
            60);
        await CarriedAsync(witness);
        witness.Seen.Should().NotContain(packet => packet.SourcePort == Forged);
    }

    private static Task ForgeAsync(MachinePlace from, string source) => Forgery.SendAsync(from, IPAddress.Parse(source), s_far.Web, Forged);

    /// <summary>What a machine of the network would send comes through, and so would have what was sent before it.</summary>
    private Task CarriedAsync(Witness witness) => Eventually.TrueAsync(
        async () =>
        {
            await Forgery.SendAsync(Place(_near, "gateway/net1"), s_near.Web.Address, s_far.Web, Honest);
            return witness.Seen.Any(packet => packet.SourcePort == Honest);
        },
        "the tunnel carries packets");

    private static void Start(TestHost host, NetworkSide own, NetworkSide other)
    {
        host.Start();
        host.Want(TestHost.OneNetwork with
        {
            Networks = [own.Network],
            Machines = [own.Machine(1)],
            Vips = [new VipEntry(1, own.Vip.Address, "MyWebsite1", "ilb")],
            Sets = [own.Set(1)],
            Gateways = [own.Gateway(9, other)],
        });
    }

    private static Task ConnectedAsync(TestHost host) =>
        Eventually.TrueAsync(() => host.Agent.Tunnels().Any(tunnel => tunnel.State == TunnelState.Connected), "the tunnel is up", 60);

    private MachinePlace Place(TestHost host, string machine)
    {
        if (!_places.TryGetValue((host, machine), out var place))
            _places[(host, machine)] = place = NetworkToNetworkTests.Place(host, machine);
        return place;
    }
}
