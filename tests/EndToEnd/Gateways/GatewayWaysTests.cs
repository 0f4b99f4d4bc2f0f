using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.Datapath.Namespaces;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.EndToEnd.Gateways;

/// <summary>Which way packets take out of a gateway and into it while no tunnel is there for them.</summary>
public sealed class GatewayWaysTests : IAsyncLifetime
{
    private const ushort Forged = 7777, Honest = 7778;
    private const string Gateway = "gateway/MyVNet";

    private readonly ConnectedNetwork _network = new(TimeSpan.FromMilliseconds(300));
    private MachinePlace? _internet;

    public async ValueTask InitializeAsync()
    {
        await _network.RunAsync();
        _internet = new MachinePlace(_network.Site.Uplink, "internet", IPAddress.Any);
    }

    public async ValueTask DisposeAsync()
    {
        _internet?.Dispose();
        await _network.DisposeAsync();
    }

    [Fact]
    public async Task What_the_gateway_answers_a_joined_network_does_not_leave_in_clear()
    {
        Join();
        await _network.Host.RunsAsync(3);
        using var witness = new Witness(_internet!);
        using var atGateway = new Witness(_network.Machine(Gateway));
        await Eventually.TrueAsync(
            async () =>
            {
                await Echo.AnswersAsync(_network.Machine("web3"), Inner, 0.2);
                return atGateway.Seen.Any(packet => packet is { Protocol: ProtocolType.Icmp } && packet.Source.Equals(Joined));
            },
            "it asks the gateway");
        await NothingPrivateAsync(witness);
    }

    [Fact]
    public async Task What_the_gateway_itself_sends_to_a_site_does_not_leave_in_clear_also_while_charon_is_dead()
    {
        using var witness = new Witness(_internet!);
        await SendAsync();
        await _network.Host.ExecuteAsync(Gateway, "sh", "-c", "kill -9 $(cat /run/charon.pid)");
        await SendAsync();
        await NothingPrivateAsync(witness);
    }

    [Fact]
    public async Task From_outside_the_public_address_answers_and_the_inner_one_does_not()
    {
        using var forger = _network.Site.Forger(ConnectedNetwork.Gateway);
        using var witness = new Witness(_internet!);
        using var atGateway = new Witness(_network.Machine(Gateway));
        string[] sources = ["198.51.100.1", "198.51.100.2", "169.254.1.1", "203.0.113.10", "10.1.0.4", "10.2.0.9"];
        foreach (var source in sources)
            await Forgery.SendAsync(forger, IPAddress.Parse(source), new IPEndPoint(Inner, Forged), Forged);
        await Eventually.TrueAsync(() => atGateway.Seen.Count(packet => packet.SourcePort == Forged) == sources.Length, "they come as far as the gateway");
        await AnswersAsync();
        witness.Seen.Should().NotContain(packet => packet.Source.Equals(Inner));
    }

    /// <summary>charon adds such a route for every tunnel, and says nothing else of one that is refused.</summary>
    [Fact]
    public async Task Kernel_takes_a_route_through_the_next_hop_as_charon_adds_it_where_the_kernel_encrypts()
    {
        var (code, output) = await _network.Host.ExecuteAsync(
            Gateway, "ip", "route", "add", "10.8.0.0/16", "via", "169.254.1.1", "dev", "wan", "table", "220", "src", $"{Inner}");
        code.Should().Be(0, output);
    }

    [Fact]
    public async Task What_the_tools_of_the_operator_take_from_the_way_to_a_gateway_comes_again()
    {
        await AnswersAsync();
        using (var uplink = NetworkNamespace.Open(_network.Site.Uplink))
            uplink.Run(() =>
            {
                var wire = HostLink.Ip("-o", "route", "show", $"{ConnectedNetwork.Gateway}").Split(' ')[2];
                HostLink.Ip("route", "del", $"{ConnectedNetwork.Gateway}");
                HostLink.Ip("neigh", "del", $"{ConnectedNetwork.Gateway}", "dev", wire);
                Sysctl.Write($"net.ipv4.conf.{wire}.forwarding", "0");
                return HostLink.Ip("link", "set", wire, "down");
            });
        await AnswersAsync();
    }

    [Fact]
    public async Task Pin_that_an_end_between_two_steps_left_is_removed()
    {
        var pin = Path.Combine(_network.Host.Installation.UsersDirectory, "77.1");
        File.Create(pin).Dispose();
        await Eventually.TrueAsync(() => !File.Exists(pin), "it is gone");
        _network.Host.Ports(_network.Host.Installation.UsersDirectory).Should().Equal(new Slot(9, 1));
    }

    private static IPAddress Inner => IPAddress.Parse("10.1.255.4");

    private static IPAddress Joined => IPAddress.Parse("10.5.0.4");

    /// <summary>Another network, with one machine, to the one that has the gateway.</summary>
    private void Join()
    {
        var (one, prefix) = (_network.Host.Snapshot.Networks[0], Ipv4Prefix.Parse("10.5.0.0/16"));
        var other = one with { Slot = new Slot(2, 1), Name = "other", AddressSpace = [prefix], Subnets = [], Peers = [1] };
        var machine = TestHost.Machine(3, "web3", network: 2) with { Address = Joined, Subnet = Ipv4Prefix.Parse("10.5.0.0/24") };
        _network.Host.Want(_network.Host.Snapshot with
        {
            Networks = [one with { Peers = [2] }, other],
            Machines = [.. _network.Host.Snapshot.Machines, machine],
        });
    }

    /// <summary>For a site, as its inner address and as whichever the kernel chooses.</summary>
    private async Task SendAsync()
    {
        foreach (var source in (IPAddress[])[Inner, IPAddress.Any])
        {
            try
            {
                await SendAsync(source, new IPEndPoint(OnPremises.Client, 8000));
            }
            catch (SocketException)
            {
                // It was told that there is no way.
            }
        }
    }

    private async Task SendAsync(IPAddress source, IPEndPoint target)
    {
        using var socket = _network.Machine(Gateway).Udp();
        socket.Bind(new IPEndPoint(source, 0));
        await socket.SendToAsync(new byte[10], target, TestContext.Current.CancellationToken);
    }

    /// <summary>Once what the gateway sends as its public address is seen, what it sent before would have been as well.</summary>
    private async Task NothingPrivateAsync(Witness witness)
    {
        await SendAsync(ConnectedNetwork.Gateway, new IPEndPoint(OnPremises.Address, Honest));
        await Eventually.TrueAsync(() => witness.Seen.Any(packet => packet.DestinationPort == Honest), "what it may send is seen");
        witness.Seen.Should().NotContain(packet => IsPrivate(packet.Source) || IsPrivate(packet.Destination));
    }

    private static bool IsPrivate(IPAddress address) => address.GetAddressBytes()[0] == 10;

    private Task AnswersAsync() =>
        Eventually.TrueAsync(() => Echo.AnswersAsync(_network.Site.Place, ConnectedNetwork.Gateway, 0.5), "the gateway's public address answers the site");
}
