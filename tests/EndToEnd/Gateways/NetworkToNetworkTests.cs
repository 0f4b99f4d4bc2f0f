using System.Net;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Addressing;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.EndToEnd.Gateways;

/// <summary>Two virtual networks of one installation, each the other's site: their gateways meet in the uplink's namespace.</summary>
public sealed class NetworkToNetworkTests
{
    private const string Key = "AbcDef123";

    [Fact]
    public async Task Machines_of_two_networks_reach_each_other_through_their_gateways_and_nobody_else_does()
    {
        using var internet = new OnPremises();
        await using var host = new TestHost { Uplink = internet.Uplink };
        host.Start();
        host.Want(TestHost.OneNetwork with
        {
            Networks = [TestHost.OneNetwork.Networks[0], Network(2, "10.7.0.0/16"), Network(3, "10.8.0.0/16")],
            Machines = [TestHost.Machine(1, "web1"), Machine(2, 2, "10.7.0.4"), Machine(3, 3, "10.8.0.4")],
            Gateways = [Gateway(8, 1, "10.1", "203.0.113.8", "10.7", "203.0.113.9"), Gateway(9, 2, "10.7", "203.0.113.9", "10.1", "203.0.113.8")],
        });
        await host.RunsAsync(1, 2, 3, 8, 9);
        await Eventually.TrueAsync(() => host.Agent.Tunnels().Count(tunnel => tunnel.State == TunnelState.Connected) == 2, "both ends are up", 60);

        using var one = Place(host, "web1");
        using var other = Place(host, "web2");
        using var stranger = Place(host, "web3");
        var reply = await Conversation.OnceAsync(one, new IPEndPoint(IPAddress.Parse("10.7.0.4"), 80));
        (reply.Machine, reply.Client?.Address).Should().Be(("web2", IPAddress.Parse("10.1.0.4")));
        (await Conversation.OnceAsync(other, new IPEndPoint(IPAddress.Parse("10.1.0.4"), 80))).Machine.Should().Be("web1");
        (await Conversation.OnceAsync(stranger, new IPEndPoint(IPAddress.Parse("10.1.0.4"), 80), patienceSeconds: 2)).Failure.Should().NotBeNull();
        (await Conversation.OnceAsync(one, new IPEndPoint(IPAddress.Parse("10.8.0.4"), 80), patienceSeconds: 2)).Failure.Should().NotBeNull();
    }

    private static NetworkEntry Network(uint slot, string space) =>
        TestHost.OneNetwork.Networks[0] with { Slot = new Slot(slot, 1), Name = $"net{slot}", AddressSpace = [Ipv4Prefix.Parse(space)], Subnets = [] };

    private static MachineEntry Machine(uint slot, uint network, string address) => TestHost.Machine(slot, $"web{slot}", network: network) with
    {
        Address = IPAddress.Parse(address),
        Subnet = new Ipv4Prefix(Ipv4Prefix.ToNumber(IPAddress.Parse(address)), 24),
    };

    private static GatewayEntry Gateway(uint slot, uint network, string near, string address, string far, string peer) => new(
        new Slot(slot, 1), Guid.Empty, $"net{network}", network, 1, IPAddress.Parse($"{near}.255.4"), Ipv4Prefix.Parse($"{near}.255.0/27"),
        IPAddress.Parse(address), [Ipv4Prefix.Parse($"{near}.0.0/16")],
        [new TunnelEntry("the other", IPAddress.Parse(peer), [Ipv4Prefix.Parse($"{far}.0.0/16")], IpsecPolicy.Default, true) { SharedKey = Key }]);

    private static MachinePlace Place(TestHost host, string machine) => new(host.Shell.NetworkNamespacePath(machine), machine, IPAddress.Any);
}
