using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Addressing;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.EndToEnd.Gateways;

/// <summary>Real packets through a real tunnel: IKEv2 between ilb's gateway and a site's own strongSwan.</summary>
public sealed class TunnelTests(TunnelTests.Tunnel tunnel) : IClassFixture<TunnelTests.Tunnel>
{
    private const long Gigabyte = 1L << 30;
    private const int Megabytes = 100 << 20;

    private readonly ConnectedNetwork _network = tunnel.Network;

    [Fact]
    public async Task Clients_of_the_site_are_balanced_with_their_own_address()
    {
        var replies = new List<Reply>();
        for (var call = 0; call < 20; call++)
            replies.Add(await Conversation.OnceAsync(_network.Site.Place, ConnectedNetwork.Vip));
        replies.Should().OnlyContain(reply => reply.Failure == null && reply.Client!.Address.Equals(OnPremises.Client));
        replies.Select(reply => reply.Machine).Distinct().Should().BeEquivalentTo("web1", "web2");
        (await Echo.AnswersAsync(_network.Site.Place, ConnectedNetwork.Vip.Address)).Should().BeTrue();
        await Eventually.TrueAsync(() => _network.Seen() is { BytesIn: > 1000, BytesOut: > 1000, Reason: null }, "bytes are counted");
    }

    [Fact]
    public async Task Access_list_knows_the_prefix_of_the_site()
    {
        var before = _network.Host.Snapshot;
        _network.Guard(1, new AclEntryRule(1, false, OnPremises.Prefix));
        await Eventually.TrueAsync(
            async () => (await Conversation.OnceAsync(_network.Site.Place, ConnectedNetwork.Vip)).Failure == nameof(SocketError.ConnectionRefused), "it is denied");
        _network.Guard(2, new AclEntryRule(1, true, OnPremises.Prefix));
        await Eventually.TrueAsync(async () => (await Conversation.OnceAsync(_network.Site.Place, ConnectedNetwork.Vip)).Failure is null, "it is permitted");
        _network.Host.Want(before);
    }

    [Fact]
    public async Task Machines_open_connections_to_the_site()
    {
        using var server = _network.Site.Place.Tcp();
        server.Bind(new IPEndPoint(OnPremises.Client, 8000));
        server.Listen();
        using var client = _network.Machine("web1").Tcp();
        await Conversation.ConnectAsync(client, (IPEndPoint)server.LocalEndPoint!, 0, TimeSpan.FromSeconds(5));
        using var accepted = await Listener.AcceptAsync(server);
        ((IPEndPoint)accepted.RemoteEndPoint!).Address.Should().Be(IPAddress.Parse("10.1.0.4"));
        (await Echo.AnswersAsync(_network.Machine("web2"), OnPremises.Client)).Should().BeTrue();
    }

    [Fact]
    public async Task Gigabyte_arrives_intact_and_hundred_megabytes_in_the_other_direction()
    {
        using var http = ResponderClient.Of(_network.Site.Place);
        using var content = new TestContent(Gigabyte);
        using var answer = await http.PutAsync($"http://{ConnectedNetwork.Vip}/sum", content, TestContext.Current.CancellationToken);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Be($"{Gigabyte} {TestContent.Sum(Gigabyte)}\n");
        var body = await http.GetByteArrayAsync($"http://{ConnectedNetwork.Vip}/bytes/{Megabytes}", TestContext.Current.CancellationToken);
        body.Length.Should().Be(Megabytes);
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body)).Should().Be(TestContent.Sum(Megabytes));
    }

    /// <summary>The kernel of the machine learns from the switch what fits, and says so to whoever sends more.</summary>
    [Fact]
    public async Task Machine_learns_how_large_a_packet_the_tunnel_takes()
    {
        using var receiver = _network.Site.Place.Udp();
        receiver.Bind(new IPEndPoint(OnPremises.Client, 9000));
        using var sender = _network.Machine("web1").Udp();
        sender.DontFragment = true;
        await sender.ConnectAsync((IPEndPoint)receiver.LocalEndPoint!, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => TrySend(sender, 1400 - 27) == SocketError.MessageSize, "1401 bytes are too much");
        await Eventually.TrueAsync(() => TrySend(sender, 1400 - 28) == SocketError.Success, "what it was told of before is forgotten, 1400 fit", 2);
        (await receiver.ReceiveAsync(new byte[2000]).WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken)).Should().Be(1372);
    }

    [Fact]
    public async Task Address_of_the_gateway_may_be_reached_from_the_site_and_is_nobody_for_others_beyond()
    {
        (await Echo.AnswersAsync(_network.Site.Place, IPAddress.Parse("10.1.255.4"))).Should().BeTrue();
        using var probe = _network.Site.Place.Tcp();
        var refused = async () => await Conversation.ConnectAsync(probe, new IPEndPoint(IPAddress.Parse("10.1.0.77"), 80), 0, TimeSpan.FromSeconds(5));
        (await refused.Should().ThrowAsync<SocketException>()).Which.SocketErrorCode.Should().Be(SocketError.HostUnreachable);
    }

    [Fact]
    public async Task Gateway_has_its_own_maker_of_tunnel_devices_that_only_its_root_may_open()
    {
        var (_, output) = await _network.Host.ExecuteAsync("gateway/MyVNet", "stat", "--format", "%F %t:%T %u %a", "/dev/net/tun");
        output.Trim().Should().Be("character special file a:c8 0 600");
    }

    /// <summary>With its usual plugins it costs four times as much, and complains of those that are not installed.</summary>
    [Fact]
    public async Task Swanctl_of_the_gateway_loads_no_plugin_that_it_does_not_need()
    {
        var (code, output) = await _network.Host.ExecuteAsync("gateway/MyVNet", "swanctl", "--list-sas");
        (code, output).Should().Match<(int Code, string Output)>(said => said.Code == 0 && said.Output.Contains("ESTABLISHED", StringComparison.Ordinal));
        output.Should().NotContain("plugin");
    }

    internal static SocketError TrySend(Socket socket, int bytes)
    {
        try
        {
            socket.Send(new byte[bytes]);
            return SocketError.Success;
        }
        catch (SocketException problem)
        {
            return problem.SocketErrorCode;
        }
    }

    /// <summary>One tunnel for tests that only use it.</summary>
    public sealed class Tunnel : IAsyncLifetime
    {
        internal ConnectedNetwork Network { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Network.RunAsync();
            await Network.Site.ConnectAsync(ConnectedNetwork.Gateway, ConnectedNetwork.Key);
            await Network.ConnectedAsync();
        }

        public ValueTask DisposeAsync() => Network.DisposeAsync();
    }
}
