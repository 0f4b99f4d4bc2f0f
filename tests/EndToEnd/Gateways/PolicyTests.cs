using System.Net;
using AwesomeAssertions;
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
        Want(IpsecPolicy.Default with { KeyLifetime = TimeSpan.FromSeconds(10) });
        await _network.Site.ConnectAsync(ConnectedNetwork.Gateway, ConnectedNetwork.Key);
        await _network.ConnectedAsync();
        var keys = new HashSet<string>();
        using var conversation = await Conversation.OpenAsync(_network.Site.Place, ConnectedNetwork.Vip);
        var lost = 0;
        var ends = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(25);
        while (TimeProvider.System.GetUtcNow() < ends)
        {
            lost += await Echo.AnswersAsync(_network.Site.Place, IPAddress.Parse("10.1.0.4"), 2) ? 0 : 1;
            (await conversation.AskAsync()).Failure.Should().BeNull();
            var (_, output) = await _network.Host.ExecuteAsync("gateway/MyVNet", "swanctl", "--list-sas", "--raw");
            keys.UnionWith(output.Split(' ').Where(word => word.StartsWith("spi-in=", StringComparison.Ordinal)));
        }

        keys.Count.Should().BeGreaterThan(2);
        lost.Should().Be(0);
        _network.Seen()!.State.Should().Be(TunnelState.Connected);
        _network.Seen()!.BytesIn.Should().BeGreaterThan(2_000, "what came under earlier keys counts as well");
    }

    private void Want(IpsecPolicy policy) => _network.Host.Want(_network.Host.Snapshot with { Gateways = [ConnectedNetwork.Entry(policy: policy)] });
}
