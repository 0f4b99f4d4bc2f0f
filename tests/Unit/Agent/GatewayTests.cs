using AwesomeAssertions;
using Ilb.Agent.Gateways;
using Ilb.Model.Addressing;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Ilb.Unit.Forwarding;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ilb.Unit.Agent;

/// <summary>What a gateway's charon is told, and what is made of its answers.</summary>
public sealed class GatewayTests
{
    private const string Connected = """
        list-sa event {Head_20office {uniqueid=2 version=2 state=ESTABLISHED local-host=203.0.113.9 child-sas {Head_20office-7 {name=Head_20office uniqueid=7 state=INSTALLED mode=TUNNEL bytes-in=100 packets-in=2 bytes-out=50 packets-out=1 local-ts=[10.1.0.0/16 10.3.0.0/16] remote-ts=[10.9.0.0/16]} Head_20office-8 {name=Head_20office uniqueid=8 state=DELETED bytes-in=9 bytes-out=9}}}}
        list-sa event {Branch_2f2 {uniqueid=3 version=2 state=CONNECTING local-host=203.0.113.9 tasks-active=[IKE_INIT IKE_AUTH]}}
        list-sas reply {}

        """;

    private readonly GatewayEntry _gateway = Scenario.Gateway(9);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Charon_is_told_of_connected_sites_only()
    {
        var text = CharonText.Tunnels(_gateway);
        text.Should().Contain("  Head_20office {").And.Contain("remote_addrs = 198.51.100.2").And.Contain("local_ts = 10.1.0.0/16")
            .And.Contain("remote_ts = 10.9.0.0/16,10.9.128.0/24").And.Contain("life_time = 3600s").And.NotContain("10.77");
    }

    [Fact]
    public void Charon_is_told_of_the_other_sites_that_a_tunnel_leads_from_and_the_tunnel_is_another_then()
    {
        var transit = _gateway with { Tunnels = [_gateway.Tunnels[0] with { TransitPrefixes = [Ipv4Prefix.Parse("10.77.0.0/16")] }] };
        CharonText.Tunnels(transit).Should().Contain("local_ts = 10.1.0.0/16,10.77.0.0/16\n");
        GatewayFiles.VersionsOf(transit)["Head_20office"].Should().NotBe(GatewayFiles.VersionsOf(_gateway)["Head_20office"]);
    }

    [Fact]
    public void Gateway_has_an_address_in_every_prefix_that_a_tunnel_leads_from()
    {
        Ipv4Prefix[] sites = [Ipv4Prefix.Parse("10.77.0.0/16"), Ipv4Prefix.Parse("10.8.0.64/26")];
        var gateway = _gateway with
        {
            LocalPrefixes = [.. _gateway.LocalPrefixes, Ipv4Prefix.Parse("10.11.0.0/16")],
            Tunnels = [.. sites.Select(site => _gateway.Tunnels[0] with { TransitPrefixes = [site] })],
        };
        GatewayWays.Addresses(_gateway).Should().BeEmpty("its own is there");
        GatewayWays.Addresses(gateway).Select(address => $"{address}").Should().Equal("10.11.0.0", "10.77.0.0", "10.8.0.64");
    }

    [Fact]
    public void Key_that_looks_encoded_is_taken_as_it_is() =>
        CharonText.Tunnels(_gateway).Should().Contain("secret = 0sMHhTZWNyZXQ=").And.NotContain("0xSecret");

    [Theory]
    [InlineData("HeadOffice-1", "HeadOffice-1")]
    [InlineData("Head office", "Head_20office")]
    [InlineData("a_b", "a_5fb")]
    [InlineData("é}", "_c3_a9_7d")]
    public void Names_of_sites_become_names_of_connections(string site, string name) => CharonText.NameOf(site).Should().Be(name);

    [Fact]
    public void Versions_differ_with_the_key_and_do_not_hold_it()
    {
        var other = _gateway with { Tunnels = [_gateway.Tunnels[0] with { SharedKey = "another" }] };
        var version = GatewayFiles.VersionsOf(_gateway).Should().ContainSingle().Subject;
        GatewayFiles.VersionsOf(other)[version.Key].Should().NotBe(version.Value);
        version.Value.Should().NotContain("0xSecret");
    }

    [Fact]
    public void Answer_of_charon_is_read()
    {
        var read = SecurityAssociations.Parse(Connected);
        read.Select(association => (association.Name, association.IsEstablished)).Should().Equal(("Head_20office", true), ("Branch_2f2", false));
        read[0].Children.Should().ContainSingle().Which.Should().Be(KeyValuePair.Create("7", (100L, 50L)));
    }

    [Theory]
    [InlineData("ESTABLISHED", true)]
    [InlineData("REKEYING", true)]
    [InlineData("REKEYED", true)]
    [InlineData("CONNECTING", false)]
    [InlineData("DELETING", false)]
    public void Renewing_keys_does_not_end_a_tunnel(string state, bool isUp) =>
        Look(new TunnelBook(_time), Connected.Replace("ESTABLISHED", state, StringComparison.Ordinal)).State
            .Should().Be(isUp ? TunnelState.Connected : TunnelState.Connecting);

    [Fact]
    public void Charon_that_is_slow_to_answer_is_taken_at_its_last_word_for_a_while()
    {
        var last = new LastAnswer(_time);
        last.Or(17, null).Should().BeNull("it never said anything");
        var said = SecurityAssociations.Parse(Connected);
        last.Or(17, said).Should().BeSameAs(said);
        _time.Advance(LastAnswer.GoodFor);
        last.Or(17, null).Should().BeSameAs(said);
        _time.Advance(TimeSpan.FromSeconds(1));
        last.Or(17, null).Should().BeNull("it is silent for too long");
    }

    [Theory]
    [InlineData(18)]
    [InlineData(0)]
    public void Word_of_a_charon_that_died_counts_no_more(int process)
    {
        var last = new LastAnswer(_time);
        last.Or(17, SecurityAssociations.Parse(Connected));
        last.Or(process, null).Should().BeNull();
        last.Or(17, null).Should().BeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("list-sas reply {}\n")]
    [InlineData("list-sa event {")]
    [InlineData("list-sa event {a {b=[c")]
    [InlineData("list-sa event }}{{= [}")]
    public void Answer_that_breaks_off_breaks_nothing(string answer)
    {
        var read = () => SecurityAssociations.Parse(answer);
        read.Should().NotThrow();
    }

    [Fact]
    public void Bytes_are_added_up_over_new_keys_and_new_processes()
    {
        var book = new TunnelBook(_time);
        Look(book, Connected).Should().Match<TunnelObservation>(tunnel => tunnel.BytesIn == 100 && tunnel.BytesOut == 50 && tunnel.State == TunnelState.Connected);
        Look(book, Connected.Replace("bytes-in=100", "bytes-in=130", StringComparison.Ordinal)).BytesIn.Should().Be(130);
        Look(book, Connected.Replace("uniqueid=7", "uniqueid=9", StringComparison.Ordinal)).BytesIn.Should().Be(230);
        Look(book, "").BytesIn.Should().Be(230);
        Look(book, Connected.Replace("bytes-in=100", "bytes-in=7", StringComparison.Ordinal)).BytesIn.Should().Be(237);
    }

    [Fact]
    public void Tunnel_that_is_not_up_has_a_reason_unless_it_is_meant_to_be_down()
    {
        var book = new TunnelBook(_time);
        var seen = book.Enter(_gateway, [], _ => "because");
        seen.Select(tunnel => (tunnel.Site, tunnel.State, tunnel.Reason)).Should().Equal(
            ("Head office", TunnelState.Connecting, "because"), ("Branch/2", TunnelState.NotConnected, null));
    }

    [Fact]
    public void Since_is_when_the_state_changed()
    {
        var book = new TunnelBook(_time);
        var first = Look(book, "").Since;
        _time.Advance(TimeSpan.FromMinutes(1));
        Look(book, "").Since.Should().Be(first);
        Look(book, Connected).Since.Should().Be(first + TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("08[IKE] <Head_20office|1> received AUTHENTICATION_FAILED notify error", "the peer refuses the shared key")]
    [InlineData("08[IKE] <Head_20office|1> retransmit 2 of request with message ID 0", "the peer does not answer")]
    [InlineData("08[IKE] <Head_20office|1> initiating IKE_SA Head_20office[1] to 198.51.100.2", null)]
    [InlineData("08[IKE] <Branch_2f2|1> received AUTHENTICATION_FAILED notify error", null)]
    public void Reason_is_what_charon_last_said_of_the_tunnel(string line, string? reason)
    {
        var log = Path.GetTempFileName();
        File.WriteAllLines(log, ["00[DMN] Starting", line, "08[IKE] <Branch_2f2|4> retransmit 1 of request"]);
        LastWords.Of(log, "Head_20office").Should().Be(reason);
        File.Delete(log);
    }

    [Theory]
    [InlineData(false, "", null)]
    [InlineData(false, "swanctl", "gateways need strongSwan: apt-get install strongswan-swanctl")]
    [InlineData(false, "libipsec", "gateways need strongSwan: apt-get install libcharon-extra-plugins")]
    [InlineData(true, "libipsec", null)]
    [InlineData(false, "/dev/net/tun", "gateways need /dev/net/tun, as this kernel has no ESP: modprobe tun")]
    public void Missing_packages_are_named(bool kernelEsp, string missing, string? trouble) =>
        GatewayPrograms.Trouble(kernelEsp, path => missing.Length == 0 || !path.Contains(missing, StringComparison.Ordinal)).Should().Be(trouble);

    private TunnelObservation Look(TunnelBook book, string answer) => book.Enter(_gateway, SecurityAssociations.Parse(answer), _ => "").First();
}
