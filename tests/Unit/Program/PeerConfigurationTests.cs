using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.Gateways;
using Xunit;

namespace Ilb.Unit.Program;

public sealed class PeerConfigurationTests
{
    private readonly VirtualNetworkSite _network = new() { Name = "VNet_US West", AddressSpace = new AddressSpace { AddressPrefixes = ["10.0.0.0/16", "10.2.0.0/16"] } };
    private static readonly LocalNetworkSite Site = new()
    {
        Name = "hq",
        VpnGatewayAddress = "198.51.100.1",
        AddressSpace = new AddressSpace { AddressPrefixes = ["192.168.0.0/16"] },
    };

    [Fact]
    public void The_far_end_is_the_mirror_image_of_the_gateway()
    {
        var lines = Lines("Modern");
        lines.Should().ContainInOrder(
            "network-VNet_5fUS_20West {", "remote_addrs = 203.0.113.4", "local {", "id = 198.51.100.1", "remote {", "id = 203.0.113.4", "children {",
            "local_ts = 192.168.0.0/16", "remote_ts = 10.0.0.0/16,10.2.0.0/16", "secrets {", "id-peer = 203.0.113.4");
        lines.Should().Contain(["life_time = 3600s", "rekey_time = 3240s", "life_bytes = 104857600000", "dpd_action = restart", "start_action = start", "close_action = start"]);
    }

    [Fact]
    public void The_far_end_reaches_the_other_sites_where_the_gateway_leads_to_them()
    {
        var other = new LocalNetworkSite { Name = "branch", AddressSpace = new AddressSpace { AddressPrefixes = ["10.9.0.0/24", "10.8.0.0/24"] } };
        _network.Gateway = new SiteGateway { Sites = [Site, other], Transit = true };
        Lines("Modern").Should().Contain("remote_ts = 10.0.0.0/16,10.2.0.0/16,10.9.0.0/24,10.8.0.0/24");
        _network.Gateway.Transit = null;
        Lines("Modern").Should().Contain("remote_ts = 10.0.0.0/16,10.2.0.0/16");
    }

    [Fact]
    public void Modern_proposals_have_forward_secrecy_and_classic_ones_have_none()
    {
        Lines("Modern").Should().Contain("esp_proposals = aes256gcm16-aes128gcm16-ecp384-ecp256");
        Lines("Classic").Should().Contain(["proposals = aes256-aes128-3des-sha256-sha1-modp1024", "esp_proposals = aes256-aes128-3des-sha256-sha1"]);
    }

    [Fact]
    public void A_key_that_looks_encoded_is_not_taken_for_it() =>
        Lines("Modern", "0sABC").Should().Contain("secret = 0sMHNBQkM=");

    private string[] Lines(string proposals, string key = "abc") =>
    [
        .. PeerConfiguration.Of(
            _network, Site, "203.0.113.4", new IpsecParameters { Proposals = proposals, SALifeTimeSeconds = 3600, SADataSizeKilobytes = 102_400_000 }, key)
            .Split('\n').Select(line => line.Trim()),
    ];
}
