using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.Datapath.Namespaces;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Addressing;
using Ilb.Model.Feed;
using Xunit;

namespace Ilb.EndToEnd.Gateways;

/// <summary>Two sites at one gateway, each with a strongSwan of its own: whether they reach each other is the configuration's to say.</summary>
public sealed class TransitTests : IAsyncLifetime
{
    private const ushort Probe = 7777;

    private readonly ConnectedNetwork _network = new();
    private readonly OnPremises _branch;

    public TransitTests() => _branch = new OnPremises("10.3", "198.51.101", Office);

    private OnPremises Office => _network.Site;

    public async ValueTask InitializeAsync()
    {
        await _network.RunAsync();
        Want(isTransit: false);
        await Office.ConnectAsync(ConnectedNetwork.Gateway, ConnectedNetwork.Key, beyond: $"10.1.0.0/16,{_branch.Space}");
        await _branch.ConnectAsync(ConnectedNetwork.Gateway, ConnectedNetwork.Key, beyond: $"10.1.0.0/16,{Office.Space}");
        await ConnectedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _branch.Dispose();
        await _network.DisposeAsync();
    }

    [Fact]
    public async Task Sites_reach_each_other_with_their_own_addresses_only_while_the_gateway_is_told_so()
    {
        await BothCallTheVipAsync();
        (await ReachesAsync(Office, _branch)).Should().BeFalse();
        (await ReachesAsync(_branch, Office)).Should().BeFalse();

        await JoinAsync();
        (await Listener.CallerAsync(Office.Place, _branch.Place)).Should().Be(Office.Place.Address);
        (await Listener.CallerAsync(_branch.Place, Office.Place)).Should().Be(_branch.Place.Address);
        await BothCallTheVipAsync();

        Want(isTransit: false);
        await Eventually.TrueAsync(async () => !await ReachesAsync(Office, _branch) && !await ReachesAsync(_branch, Office), "they are parted", 60);
        await ConnectedAsync();
        await BothCallTheVipAsync();
    }

    /// <summary>strongSwan wants the gateway to have the first address of each site's prefix, which may be a host's.</summary>
    [Fact]
    public async Task Host_whose_address_the_gateway_has_too_is_reached_all_the_same()
    {
        var first = Ipv4Prefix.ToAddress(_branch.Space.First);
        using (var branch = NetworkNamespace.Open(_branch.Namespace))
            branch.Run(() => HostLink.Ip("addr", "add", $"{first}/32", "dev", "lo"));
        using var host = new MachinePlace(_branch.Namespace, "first", first);
        await JoinAsync();
        (await Listener.CallerAsync(Office.Place, host)).Should().Be(Office.Place.Address);
        (await Listener.CallerAsync(host, Office.Place)).Should().Be(first);
        (await Conversation.OnceFromAsync(host, new IPEndPoint(first, 0), ConnectedNetwork.Vip)).Client?.Address.Should().Be(first);
        (await Listener.CallerAsync(_network.Machine("web1"), host)).Should().Be(IPAddress.Parse("10.1.0.4"));

        Want(isTransit: true, isBranchConnected: false);
        await Eventually.TrueAsync(async () => !await Echo.AnswersAsync(Office.Place, first, 1), "nobody answers in its place");
        (await Echo.AnswersAsync(_network.Machine("web1"), first, 1)).Should().BeFalse();
    }

    [Fact]
    public async Task Nothing_leaves_in_clear_for_a_site_whose_tunnel_is_down()
    {
        using (var office = NetworkNamespace.Open(Office.Namespace))
            office.Run(() => HostLink.Ip("route", "add", "unreachable", $"{_branch.Space}"));
        await JoinAsync();
        using var internet = new MachinePlace(Office.Uplink, "internet", IPAddress.Any);
        using var witness = new Witness(internet);
        using var conversation = await Conversation.OpenAsync(Office.Place, ConnectedNetwork.Vip);
        var first = await conversation.AskAsync();
        Want(isTransit: true, isBranchConnected: false);
        await Eventually.TrueAsync(async () => !await ReachesAsync(Office, _branch), "it is cut");
        using var sender = Office.Place.Udp();
        sender.Bind(new IPEndPoint(Office.Place.Address, Probe));
        await sender.SendToAsync(new byte[10], new IPEndPoint(_branch.Place.Address, Probe), TestContext.Current.CancellationToken);
        (await conversation.AskAsync()).Should().Be(first, "the other tunnel does not notice");
        witness.Seen.Should().NotContain(packet => packet.Source.Equals(Office.Place.Address));
    }

    private async Task JoinAsync()
    {
        Want(isTransit: true);
        await Eventually.TrueAsync(async () => await ReachesAsync(Office, _branch) && await ReachesAsync(_branch, Office), "they reach each other", 60);
        await ConnectedAsync();
    }

    private void Want(bool isTransit, bool isBranchConnected = true)
    {
        var office = ConnectedNetwork.Tunnel() with { TransitPrefixes = isTransit ? [_branch.Space] : [] };
        var branch = office with
        {
            Site = "branch",
            Peer = _branch.Outside,
            Prefixes = [_branch.Space],
            IsConnected = isBranchConnected,
            TransitPrefixes = isTransit ? [Office.Space] : [],
        };
        _network.Host.Want(_network.Host.Snapshot with { Gateways = [ConnectedNetwork.Entry() with { Tunnels = [office, branch] }] });
    }

    private Task ConnectedAsync() =>
        Eventually.TrueAsync(() => _network.Host.Agent.Tunnels().Count(tunnel => tunnel.State == TunnelState.Connected) == 2, "both tunnels are up", 60);

    private async Task BothCallTheVipAsync()
    {
        foreach (var site in (OnPremises[])[Office, _branch])
            (await Conversation.OnceFromAsync(site.Place, new IPEndPoint(site.Place.Address, 0), ConnectedNetwork.Vip)).Client?.Address.Should().Be(site.Place.Address);
    }

    private static async Task<bool> ReachesAsync(OnPremises from, OnPremises to)
    {
        try
        {
            await Listener.CallerAsync(from.Place, to.Place, 2);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
