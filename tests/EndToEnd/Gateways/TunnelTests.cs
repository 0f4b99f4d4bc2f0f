using System.Net;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Feed;
using Xunit;

namespace Ilb.EndToEnd.Gateways;

/// <summary>Real packets through a real tunnel: IKEv2 between ilb's gateway and a site's own strongSwan.</summary>
public sealed class TunnelTests
{
    [Fact]
    public async Task Clients_of_the_site_reach_the_vip_with_their_own_address_and_machines_reach_the_site()
    {
        await using var network = new ConnectedNetwork();
        network.Host.Start();
        network.Host.Want(ConnectedNetwork.Snapshot());
        await network.Host.RunsAsync(1, 2, 9);
        network.Seen()?.State.Should().NotBe(TunnelState.Connected);
        await network.Site.ConnectAsync(ConnectedNetwork.Gateway, ConnectedNetwork.Key);
        await network.ConnectedAsync();

        var replies = new List<Reply>();
        for (var call = 0; call < 20; call++)
            replies.Add(await Conversation.OnceAsync(network.Site.Place, ConnectedNetwork.Vip));
        replies.Should().OnlyContain(reply => reply.Failure == null && reply.Client!.Address.Equals(OnPremises.Client));
        replies.Select(reply => reply.Machine).Distinct().Should().BeEquivalentTo("web1", "web2");
        await Eventually.TrueAsync(() => network.Seen() is { BytesIn: > 1000, BytesOut: > 1000, Reason: null }, "bytes are counted");
    }
}
