using System.Net;
using AwesomeAssertions;
using Ilb.Agent.Attached;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.Unit.Agent;

public sealed class ReachTests
{
    [Fact]
    public void A_machine_reaches_its_network_its_peers_and_its_sites_and_nothing_else()
    {
        var snapshot = Snapshot.Empty with
        {
            Networks = [Network(1, "10.1.0.0/16") with { Peers = [2] }, Network(2, "10.2.0.0/16"), Network(3, "10.3.0.0/16")],
            Gateways = [Gateway(1, "192.168.0.0/16"), Gateway(2, "172.16.0.0/12")],
        };
        Reach.Of(snapshot, Machine).Select(prefix => prefix.ToString()).Should().Equal("10.1.0.0/16", "10.2.0.0/16", "192.168.0.0/16");
    }

    [Fact]
    public void Prefixes_of_ipv6_are_for_machines_that_have_it()
    {
        var snapshot = Snapshot.Empty with { Networks = [Network(1, "10.1.0.0/16") with { Ipv6 = IpPrefix.Parse("fd00:1::/96") }] };
        Reach.Of(snapshot, Machine).Should().Equal(IpPrefix.Parse("10.1.0.0/16"));
        Reach.Of(snapshot, Machine with { Ipv6Address = IPAddress.Parse("fd00:1::a01:4") }).Should().Equal(IpPrefix.Parse("10.1.0.0/16"), IpPrefix.Parse("fd00:1::/96"));
    }

    private static MachineEntry Machine { get; } = new(
        new Slot(1, 1), Guid.Empty, "web", "web1", 1, 1, IPAddress.Parse("10.1.0.4"), Ipv4Prefix.Parse("10.1.0.0/24"), MachinePower.Running, "attached", "Small", []);

    private static NetworkEntry Network(uint slot, string space) => new(new Slot(slot, 1), Guid.Empty, $"n{slot}", [Ipv4Prefix.Parse(space)], [], 1500);

    private static GatewayEntry Gateway(uint network, string site) => new(
        new Slot(10 + network, 1), Guid.Empty, $"n{network}", network, 1, IPAddress.Parse("10.1.255.4"), Ipv4Prefix.Parse("10.1.255.0/29"), IPAddress.Parse("203.0.113.4"), [],
        [new TunnelEntry("hq", IPAddress.Parse("198.51.100.1"), [Ipv4Prefix.Parse(site)], IpsecPolicy.Default, true) { SharedKey = "k" }]);
}
