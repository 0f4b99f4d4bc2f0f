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
public sealed class CharonTests
{
    private const string Connected = """
        list-sa event {site-Head_20office-01234567 {uniqueid=2 version=2 state=ESTABLISHED established=90 local-host=203.0.113.9 child-sas {site-Head_20office-01234567-7 {name=site-Head_20office-01234567 uniqueid=7 state=INSTALLED mode=TUNNEL bytes-in=100 packets-in=2 bytes-out=50 packets-out=1 local-ts=[10.1.0.0/16 10.3.0.0/16] remote-ts=[10.9.0.0/16]} site-Head_20office-01234567-8 {name=site-Head_20office-01234567 uniqueid=8 state=DELETED bytes-in=9 bytes-out=9}}}}
        list-sa event {site-Branch_2f2-89abcdef {uniqueid=3 version=2 state=CONNECTING local-host=203.0.113.9 tasks-active=[IKE_INIT IKE_AUTH]}}
        list-sas reply {}

        """;

    private static readonly HashSet<string> s_names = ["site-Head_20office-01234567"];
    private static readonly byte[] s_seed = [1, 2, 3];

    private readonly GatewayEntry _gateway = Scenario.Gateway(9);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Charon_is_told_of_connected_sites_only()
    {
        var text = CharonText.Tunnels(_gateway, s_seed);
        text.Should().MatchRegex("\n  site-Head_20office-[0-9a-f]{8} {\n").And.Contain("remote_addrs = 198.51.100.2").And.Contain("local_ts = 10.1.0.0/16")
            .And.Contain("remote_ts = 10.9.0.0/16,10.9.128.0/24").And.Contain("life_time = 3600s").And.NotContain("10.77");
    }

    [Fact]
    public void Charon_is_told_of_the_other_sites_that_a_tunnel_leads_from_and_the_tunnel_is_another_then()
    {
        var transit = _gateway with { Tunnels = [_gateway.Tunnels[0] with { TransitPrefixes = [Ipv4Prefix.Parse("10.77.0.0/16")] }] };
        CharonText.Tunnels(transit, s_seed).Should().Contain("local_ts = 10.1.0.0/16,10.77.0.0/16\n");
        Name(transit).Should().NotBe(Name(_gateway));
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
        CharonText.Tunnels(_gateway, s_seed).Should().Contain("secret = 0sMHhTZWNyZXQ=").And.NotContain("0xSecret");

    [Theory]
    [InlineData("HeadOffice-1", "site-HeadOffice-1")]
    [InlineData("Head office", "site-Head_20office")]
    [InlineData("a_b", "site-a_5fb")]
    [InlineData("é}", "site-_c3_a9_7d")]
    [InlineData("include", "site-include")]
    public void Names_of_sites_become_names_of_connections(string site, string name)
    {
        var found = ConnectionName.In(CharonText.Tunnels(With(tunnel => tunnel with { Site = site }), s_seed)).Should().ContainSingle().Subject;
        found[..^9].Should().Be(name);
        ConnectionName.IsOf(site, found).Should().BeTrue();
        ConnectionName.IsOf("HeadOffice", found).Should().BeFalse();
    }

    [Fact]
    public void Connection_with_another_key_or_prefix_has_another_name_and_any_other_keeps_its_own()
    {
        var name = Name(_gateway);
        Name(_gateway with { Name = "net2" }).Should().Be(name);
        Name(With(tunnel => tunnel with { SharedKey = "another" })).Should().NotBe(name);
        Name(With(tunnel => tunnel with { Prefixes = [tunnel.Prefixes[0]] })).Should().NotBe(name);
    }

    [Fact]
    public void Name_tells_nobody_which_keys_it_was_not_made_of()
    {
        ConnectionName.In(CharonText.Tunnels(_gateway, [4, 5, 6])).Should().NotContain(Name(_gateway), "whoever has no seed can't try keys");
    }

    [Fact]
    public void Answer_of_charon_is_read()
    {
        var read = SecurityAssociations.Parse(Connected);
        read.Select(association => (association.Name, association.IsEstablished)).Should().Equal(("site-Head_20office-01234567", true), ("site-Branch_2f2-89abcdef", false));
        read[0].Children.Should().ContainSingle().Which.Should().Be(KeyValuePair.Create("7", (100L, 50L)));
    }

    [Theory]
    [InlineData("CONNECTING initiator=yes", true)]
    [InlineData("CONNECTING", false)]
    [InlineData("ESTABLISHED initiator=yes", false)]
    public void Session_that_this_end_began_and_nobody_answered_yet_is_told_from_others(string state, bool isBegun) =>
        SecurityAssociations.Parse($"list-sa event {{c {{uniqueid=4 state={state} local-host=203.0.113.9}}}}").Single()
            .Should().Match<SecurityAssociation>(one => one.IsBegun == isBegun && one.Number == "4");

    [Fact]
    public void Keys_that_carry_packets_are_found_behind_those_that_are_over()
    {
        var child = (int id, string state) => $"c-{id} {{name=c uniqueid={id} state={state} bytes-in={id} bytes-out=1 local-ts=[10.1.0.0/16] remote-ts=[10.9.0.0/16]}}";
        var read = SecurityAssociations.Parse($"list-sa event {{c {{uniqueid=1 state=ESTABLISHED child-sas {{{child(4, "DELETED")} {child(5, "DELETED")} {child(6, "INSTALLED")}}}}}}}");
        read.Should().ContainSingle().Which.Children.Should().ContainSingle().Which.Key.Should().Be("6");
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
        var seen = book.Enter(_gateway, s_names, [], _ => "because");
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

    [Fact]
    public void Tunnel_that_was_up_before_the_agent_is_connected_since_then() =>
        Look(new TunnelBook(_time), Connected).Since.Should().Be(_time.GetUtcNow() - TimeSpan.FromSeconds(90));

    [Fact]
    public void Tunnel_that_is_up_under_an_earlier_key_is_not_the_one_that_is_wanted()
    {
        var book = new TunnelBook(_time);
        Look(book, Connected.Replace("-01234567", "-76543210", StringComparison.Ordinal)).State.Should().Be(TunnelState.Connecting);
        Look(book, Connected).State.Should().Be(TunnelState.Connected);
    }

    [Theory]
    [InlineData("08[IKE] <site-Head_20office-01234567|1> received AUTHENTICATION_FAILED notify error", "the peer refuses the shared key")]
    [InlineData("08[IKE] <site-Head_20office-01234567|1> retransmit 2 of request with message ID 0", "the peer does not answer")]
    [InlineData("08[IKE] <site-Head_20office-01234567|1> initiating IKE_SA site-Head_20office-01234567[1] to 198.51.100.2", null)]
    [InlineData("08[IKE] <site-Branch_2f2-89abcdef|1> received AUTHENTICATION_FAILED notify error", null)]
    public void Reason_is_what_charon_last_said_of_the_tunnel(string line, string? reason)
    {
        var log = Path.GetTempFileName();
        File.WriteAllLines(log, ["00[DMN] Starting", line, "08[IKE] <site-Branch_2f2-89abcdef|4> retransmit 1 of request"]);
        LastWords.Of(log, "site-Head_20office-01234567").Should().Be(reason);
        File.Delete(log);
    }

    [Theory]
    [InlineData("the peer does not answer", "retransmit 4", "giving up after 4 retransmits")]
    [InlineData(null, "retransmit 4", "initiating IKE_SA NAME[2] to 198.51.100.2")]
    [InlineData("the peer refuses the shared key", "retransmit 4", "initiating IKE_SA NAME[2] to 198.51.100.2", "received AUTHENTICATION_FAILED notify error")]
    [InlineData("the peer does not answer", "giving up", "peer not responding, trying again (2/0)", "initiating IKE_SA NAME[1] to 198.51.100.2")]
    [InlineData(null, "retransmit 4", "00[DMN] Starting IKE charon daemon (strongSwan 5.9.8)")]
    public void Reason_is_of_the_attempt_that_goes_on(string? reason, params string[] said)
    {
        const string name = "site-Head_20office-01234567";
        var log = Path.GetTempFileName();
        File.WriteAllLines(log, said.Select(line => line.StartsWith("00", StringComparison.Ordinal) ? line : $"08[IKE] <{name}|1> {line.Replace("NAME", name, StringComparison.Ordinal)}"));
        LastWords.Of(log, name).Should().Be(reason);
        File.Delete(log);
    }

    [Fact]
    public void Charon_is_asked_every_second_while_something_is_not_up_and_seldom_while_all_is()
    {
        var pace = new AskingPace(_time);
        pace.IsDue("one").Should().BeTrue("it was never asked");
        pace.Note("one", isSteady: false);
        pace.IsDue("one").Should().BeTrue("something is not up");
        pace.Note("one", isSteady: true);
        pace.IsDue("two").Should().BeTrue("something changed");
        _time.Advance(AskingPace.WhileSteady - AskingPace.Usual);
        pace.IsDue("one").Should().BeFalse();
        _time.Advance(AskingPace.Usual);
        pace.IsDue("one").Should().BeTrue();
    }

    [Fact]
    public void Packets_that_find_no_tunnel_fill_no_log() => CharonText.Settings(kernelEsp: false).Should().Contain("esp = 0");

    [Theory]
    [InlineData(false, "", null)]
    [InlineData(false, "swanctl", "gateways need strongSwan: apt-get install strongswan-swanctl")]
    [InlineData(false, "libipsec", "gateways need strongSwan: apt-get install libcharon-extra-plugins")]
    [InlineData(true, "libipsec", null)]
    [InlineData(false, "/dev/net/tun", "gateways need /dev/net/tun, as this kernel has no ESP: modprobe tun")]
    public void Missing_packages_are_named(bool kernelEsp, string missing, string? trouble) =>
        GatewayPrograms.Trouble(kernelEsp, path => missing.Length == 0 || !path.Contains(missing, StringComparison.Ordinal)).Should().Be(trouble);

    private GatewayEntry With(Func<TunnelEntry, TunnelEntry> change) => _gateway with { Tunnels = [change(_gateway.Tunnels[0])] };

    private static string Name(GatewayEntry gateway) => ConnectionName.In(CharonText.Tunnels(gateway, s_seed)).Should().ContainSingle().Subject;

    private TunnelObservation Look(TunnelBook book, string answer) => book.Enter(_gateway, s_names, SecurityAssociations.Parse(answer), _ => "").First();
}
