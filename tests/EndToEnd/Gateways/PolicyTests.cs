using System.Net;
using AwesomeAssertions;
using Ilb.Agent.Machines;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Addressing;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.EndToEnd.Gateways;

/// <summary>What tunnels propose, and when they make new keys.</summary>
public sealed class PolicyTests : IAsyncLifetime
{
    private readonly ConnectedNetwork _network = new();

    public async ValueTask InitializeAsync() => await _network.RunAsync();

    public ValueTask DisposeAsync() => _network.DisposeAsync();

    [Theory]
    [InlineData("aes256-sha1-modp1024", "aes256-sha1")]
    [InlineData("3des-sha1-modp1024", "3des-sha1")]
    [InlineData("aes128-sha256-modp1024", "aes128-sha256")]
    public async Task Classic_proposals_are_taken_where_the_tunnel_says_so(string ike, string esp)
    {
        Want(IpsecPolicy.Default with { Proposals = IpsecProposals.Classic });
        await _network.Site.ConnectAsync(ConnectedNetwork.Gateway, ConnectedNetwork.Key, ike, esp);
        await _network.ConnectedAsync();
        (await Conversation.OnceAsync(_network.Site.Place, ConnectedNetwork.Vip)).Failure.Should().BeNull();
    }

    [Fact]
    public async Task Classic_proposals_are_refused_otherwise_and_the_reason_is_named()
    {
        await _network.Site.ConnectAsync(ConnectedNetwork.Gateway, ConnectedNetwork.Key, "aes256-sha1-modp1024", "aes256-sha1");
        await Eventually.TrueAsync(() => _network.Seen()?.Reason?.Contains("algorithm", StringComparison.Ordinal) == true, "it is named", 30);
    }

    [Fact]
    public async Task New_keys_cost_no_packet()
    {
        await _network.Site.ConnectAsync(ConnectedNetwork.Gateway, ConnectedNetwork.Key);
        await _network.ConnectedAsync();
        await Eventually.TrueAsync(async () => (await WordsAsync("state=CONNECTING")).Count == 0, "what both ends began has become one session");
        const int renewals = 12;
        using var stream = new NumberedStream(_network.Site.Place, _network.Machine("web1"), new IPEndPoint(IPAddress.Parse("10.1.0.4"), 7777));
        using var conversation = await Conversation.OpenAsync(_network.Site.Place, ConnectedNetwork.Vip);
        var (first, keys) = (await WordsAsync("initiator-spi="), new HashSet<string>());
        await Eventually.TrueAsync(
            async () =>
            {
                (await conversation.AskAsync()).Failure.Should().BeNull();
                keys.UnionWith(await WordsAsync("spi-in="));
                if (keys.Count > renewals && !(await WordsAsync("initiator-spi=")).IsSubsetOf(first))
                    return true;
                await RunAsync($"swanctl --rekey {(keys.Count > renewals ? "--ike" : "--child")} {Names.Single()}");
                return false;
            },
            "new keys are made, of tunnel and session",
            90);

        var (sent, lost) = await stream.EndAsync();
        sent.Should().BeGreaterThan(100);
        lost.Should().BeEmpty("{0} were sent", sent);
        _network.Seen()!.State.Should().Be(TunnelState.Connected);
        await Eventually.TrueAsync(() => _network.Seen()!.BytesIn >= 2_000, "what came is counted, whatever the keys");
    }

    [Fact]
    public async Task Key_that_was_changed_while_no_agent_looked_ends_what_is_up_under_the_old_one()
    {
        await _network.Site.ConnectAsync(ConnectedNetwork.Gateway, ConnectedNetwork.Key);
        await _network.ConnectedAsync();
        var before = Names;
        await _network.Host.StopAsync();
        _network.Host.Want(ConnectedNetwork.Snapshot("another"));
        _network.Host.Start();
        await Eventually.TrueAsync(() => _network.Seen() is { State: TunnelState.Connecting, Reason: { } why } && why.Contains("shared key", StringComparison.Ordinal), "the key counts", 60);
        Names.Should().NotIntersectWith(before);
        await Eventually.TrueAsync(async () => !(await RunAsync("swanctl --list-sas")).Contains("ESTABLISHED", StringComparison.Ordinal), "nothing is up", 30);
        (await Conversation.OnceAsync(_network.Site.Place, ConnectedNetwork.Vip, patienceSeconds: 1)).Machine.Should().BeNull();
    }

    [Fact]
    public async Task Packets_for_a_site_that_is_away_do_not_hide_why_it_is()
    {
        using var sender = _network.Machine("web1").Udp();
        for (var packet = 0; packet < 2_000; packet++)
            await sender.SendToAsync(new byte[10], new IPEndPoint(OnPremises.Client, 8000), TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => _network.Seen()?.Reason == "the peer does not answer", "it is named", 30);
        _network.Host.Log("gateway/MyVNet").Should().NotContain("dropping packet");
    }

    /// <summary>Of the connections that charon is told.</summary>
    private string[] Names =>
    [
        .. File.ReadLines(MachineFolder.Of(_network.Host.Installation, new Slot(9, 1)).TunnelsFile)
            .Where(line => line.StartsWith("  site-", StringComparison.Ordinal)).Select(line => line.Trim(' ', '{')),
    ];

    private async Task<HashSet<string>> WordsAsync(string start) =>
        [.. (await RunAsync("swanctl --list-sas --raw")).Split(' ').Where(word => word.StartsWith(start, StringComparison.Ordinal))];

    private async Task<string> RunAsync(string command)
    {
        var (_, output) = await _network.Host.ExecuteAsync("gateway/MyVNet", "sh", "-c", command);
        return output;
    }

    private void Want(IpsecPolicy policy) => _network.Host.Want(_network.Host.Snapshot with { Gateways = [ConnectedNetwork.Entry(policy: policy)] });
}
