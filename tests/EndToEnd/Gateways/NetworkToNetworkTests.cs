using System.Net;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Feed;
using Xunit;

namespace Ilb.EndToEnd.Gateways;

/// <summary>Two virtual networks of one installation, each the other's site: their gateways meet in the uplink's namespace.</summary>
public sealed class NetworkToNetworkTests
{
    [Fact]
    public async Task Machines_of_two_networks_reach_each_other_through_their_gateways_and_nobody_else_does()
    {
        var (near, far, apart) = (new NetworkSide(1, "10.1", "203.0.113.8"), new NetworkSide(2, "10.7", "203.0.113.9"), new NetworkSide(3, "10.8", ""));
        using var internet = new OnPremises();
        await using var host = new TestHost { Uplink = internet.Uplink };
        host.Start();
        host.Want(TestHost.OneNetwork with
        {
            Networks = [near.Network, far.Network, apart.Network],
            Machines = [near.Machine(1), far.Machine(2), apart.Machine(3)],
            Gateways = [near.Gateway(8, far), far.Gateway(9, near)],
        });
        await host.RunsAsync(1, 2, 3, 8, 9);
        await Eventually.TrueAsync(() => host.Agent.Tunnels().Count(tunnel => tunnel.State == TunnelState.Connected) == 2, "both ends are up", 60);

        using var one = Place(host, "web1");
        using var other = Place(host, "web2");
        using var stranger = Place(host, "web3");
        var reply = await Conversation.OnceAsync(one, far.Web);
        (reply.Machine, reply.Client?.Address).Should().Be(("web2", near.Web.Address));
        (await Conversation.OnceAsync(other, near.Web)).Machine.Should().Be("web1");
        (await Conversation.OnceAsync(stranger, near.Web, patienceSeconds: 2)).Failure.Should().NotBeNull();
        (await Conversation.OnceAsync(one, apart.Web, patienceSeconds: 2)).Failure.Should().NotBeNull();
    }

    internal static MachinePlace Place(TestHost host, string machine) => new(host.Shell.NetworkNamespacePath(machine), machine, IPAddress.Any);
}
