using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Machines;

/// <summary>IPv6 between machines and through VIPs, with real traffic.</summary>
public sealed class Ipv6Tests(DualStackNetwork network) : IClassFixture<DualStackNetwork>
{
    private const int Megabytes = 32 << 20;

    [Fact]
    public async Task Vip_spreads_connections_and_servers_see_the_clients_own_address()
    {
        var replies = new List<Reply>();
        for (var i = 0; i < 30; i++)
            replies.Add(await Conversation.OnceAsync(network.Client, DualStackNetwork.Web));

        replies.Should().OnlyContain(reply => reply.Failure == null && reply.Client!.Address.Equals(network.Client.Address) && reply.Local!.Port == 8080);
        replies.Select(reply => reply.Machine).Distinct().Should().BeEquivalentTo("web1", "web2");
    }

    [Fact]
    public async Task Ipv4_goes_on_beside_it()
    {
        var reply = await Conversation.OnceAsync(network.Client, new IPEndPoint(DualStackNetwork.Vip, 80));

        (reply.Failure, reply.Client?.Address.ToString()).Should().Be((null, "10.1.0.6"));
    }

    [Theory]
    [InlineData(32, "in one piece")]
    [InlineData(1452, "as much as one packet takes")]
    [InlineData(9000, "in fragments")]
    public async Task Datagrams_through_the_vip_come_back(int size, string how)
    {
        using var datagrams = Datagrams.Open(network.Client, DualStackNetwork.Dns);

        for (var i = 0; i < 5; i++)
            (await datagrams.AskAsync(size)).Client.Should().Be(datagrams.Local, how);
    }

    [Fact]
    public async Task Machine_calls_another_directly()
    {
        var reply = await Conversation.OnceAsync(network.Client, new IPEndPoint(network.Web1, 8080));

        (reply.Machine, reply.Failure).Should().Be(("web1", null));
        reply.Client!.Address.Should().Be(network.Client.Address);
    }

    [Fact]
    public async Task Vip_and_machines_answer_ping()
    {
        (await Echo.AnswersAsync(network.Client, DualStackNetwork.Ipv6Vip)).Should().BeTrue();
        (await Echo.AnswersAsync(network.Client, network.Web1)).Should().BeTrue();
    }

    [Fact]
    public async Task Much_data_goes_both_ways_unchanged()
    {
        using var client = ResponderClient.Of(network.Client);
        var sum = TestContent.Sum(Megabytes);

        using var uploaded = await client.PutAsync(new Uri($"http://{DualStackNetwork.Web}/sum"), new TestContent(Megabytes), TestContext.Current.CancellationToken);
        (await uploaded.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Be($"{Megabytes} {sum}\n");
        var downloaded = await client.GetByteArrayAsync(new Uri($"http://{DualStackNetwork.Web}/bytes/{Megabytes}"), TestContext.Current.CancellationToken);
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(downloaded)).Should().Be(sum);
    }

    [Fact]
    public async Task Router_is_found_by_neighbour_discovery_and_nobody_is_asked_for_another()
    {
        await Echo.AnswersAsync(network.Client, network.Web1);
        (await network.Host.ExecuteAsync("client1", "ip", "-6", "neigh", "flush", "all")).Code.Should().NotBe(0, "a machine can't change its network");

        (await network.Host.ExecuteAsync("client1", "ip", "-6", "neigh")).Output.Should().Contain("fe80::1 dev eth0 lladdr 12:34:56:78:9a:bc");
        (await network.Host.ExecuteAsync("client1", "ip", "-6", "route")).Output.Should().Contain("default via fe80::1 dev eth0");
        (await network.Host.ExecuteAsync("client1", "ip", "-6", "addr", "show", "dev", "eth0")).Output.Should().NotContain("tentative").And.NotContain("dynamic");
        var verdicts = network.Host.Agent.Verdicts();
        verdicts["nd_answered"].Should().BePositive();
        (verdicts["nd_spoofed"] + verdicts["ipv6_extension"] + verdicts["malformed"] + verdicts["kernel_error"]).Should().Be(0);
    }

    [Fact]
    public async Task Client_that_a_rule_denies_is_refused_and_only_there()
    {
        (await Conversation.OnceAsync(network.Client, DualStackNetwork.Guarded)).Failure.Should().Be(nameof(SocketError.ConnectionRefused));
        (await Conversation.OnceAsync(network.Client, new IPEndPoint(DualStackNetwork.Vip, 81))).Failure.Should().BeNull("the rule is about its IPv6 address");
        (await Conversation.OnceAsync(network.Peer, DualStackNetwork.Guarded)).Failure.Should().BeNull("it is about another");
    }

    [Fact]
    public async Task Floating_ip_keeps_the_vip_as_destination()
    {
        var reply = await Conversation.OnceAsync(network.Client, DualStackNetwork.Sql);

        (reply.Failure, reply.Local).Should().Be((null, DualStackNetwork.Sql));
        network.Host.Agent.MissingVips().Should().BeEmpty();
    }

    [Fact]
    public async Task Network_with_the_same_prefix_reaches_its_own_machines_only()
    {
        (await Conversation.OnceAsync(network.Stranger, DualStackNetwork.Web)).Failure.Should().Be(nameof(SocketError.HostUnreachable));
        (await Echo.AnswersAsync(network.Stranger, DualStackNetwork.Ipv6Vip, patienceSeconds: 1)).Should().BeFalse();
        (await Conversation.OnceAsync(network.Stranger, new IPEndPoint(network.Web1, 8080))).Machine.Should().Be("stranger2", "which has the same address there");
    }

    [Fact]
    public async Task Joined_network_reaches_the_vip_and_is_seen_with_its_own_address()
    {
        var reply = await Conversation.OnceAsync(network.Peer, DualStackNetwork.Web);
        var direct = await Conversation.OnceAsync(network.Client, new IPEndPoint(network.Peer.Address, 8080));

        (reply.Failure, reply.Client?.Address).Should().Be((null, network.Peer.Address));
        (direct.Failure, direct.Client?.Address).Should().Be((null, network.Client.Address));
    }

    [Theory]
    [InlineData("client1", 1500)]
    [InlineData("peer1", DualStackNetwork.PeerMtu)]
    public async Task Machine_sends_packets_as_large_as_its_network_carries(string machine, int mtu)
    {
        (await network.Host.ExecuteAsync(machine, "ip", "-o", "link", "show", "dev", "eth0")).Output.Should().Contain($" mtu {mtu} ");
        (await network.Host.ExecuteAsync(machine, "cat", "/proc/sys/net/ipv6/conf/eth0/mtu")).Output.Should().Be($"{mtu}\n");
    }

    [Fact]
    public async Task Packet_that_is_too_big_for_the_receivers_network_is_told()
    {
        using var socket = network.Client.Udp(AddressFamily.InterNetworkV6);
        socket.Connect(new IPEndPoint(network.Peer.Address, 5353));
        socket.Send(new byte[DualStackNetwork.PeerMtu]);

        await Eventually.TrueAsync(
            async () => (await network.Host.ExecuteAsync("client1", "ip", "-6", "route", "get", $"{network.Peer.Address}")).Output.Contains($"mtu {DualStackNetwork.PeerMtu}", StringComparison.Ordinal),
            "the sender learned the way's MTU");
    }

    [Fact]
    public async Task What_nobody_serves_is_refused_at_once()
    {
        (await Conversation.OnceAsync(network.Client, new IPEndPoint(DualStackNetwork.Ipv6Vip, 99))).Failure.Should().Be(nameof(SocketError.ConnectionRefused));
        (await Conversation.OnceAsync(network.Client, new IPEndPoint(IPAddress.Parse("fd00:1::a01:4d"), 80))).Failure.Should().Be(nameof(SocketError.HostUnreachable));
        (await Conversation.OnceAsync(network.Client, new IPEndPoint(IPAddress.Parse("2001:db8::1"), 80))).Failure.Should().Be(nameof(SocketError.AccessDenied));
        using var datagrams = Datagrams.Open(network.Client, new IPEndPoint(DualStackNetwork.Ipv6Vip, 99));
        (await datagrams.AskAsync()).Failure.Should().Be(nameof(SocketError.ConnectionRefused));
    }

    [Fact]
    public async Task Connection_that_was_silent_for_too_long_is_reset()
    {
        using var socket = network.Client.Tcp(AddressFamily.InterNetworkV6);
        await Conversation.ConnectAsync(socket, DualStackNetwork.Fleeting, 0, TimeSpan.FromSeconds(5));

        var told = async () => await socket.ReceiveAsync(new byte[1], new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
        (await told.Should().ThrowAsync<SocketException>()).Which.SocketErrorCode.Should().Be(SocketError.ConnectionReset);
    }
}
