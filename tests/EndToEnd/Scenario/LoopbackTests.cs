using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>A member that calls its own VIP: refused and explained, until the load balancer allows it.</summary>
public sealed class LoopbackTests(BalancedNetwork network) : IClassFixture<BalancedNetwork>, IAsyncDisposable
{
    private ServedInstallation Served => network.Served;

    public async ValueTask DisposeAsync() => await AllowAsync(false);

    [Fact]
    public async Task Member_is_refused_and_named_by_status_then_allowed_to_call_others_as_itself_and_itself_as_the_vip_and_refused_again()
    {
        var web1 = await Served.InsideAsync("web1");
        (await Conversation.OnceAsync(web1, network.Vip)).Failure.Should().Be(nameof(SocketError.ConnectionRefused));
        var (_, screen) = await Served.RunAsync("status");
        screen.ReplaceLineEndings(" ").Should().Contain("own_set: web1 called").And.Contain("a member must not reach the set it belongs to")
            .And.Contain("-AllowLoopback");

        await AllowAsync(true);
        await Eventually.TrueAsync(async () => (await Conversation.OnceAsync(web1, network.Vip)).Failure is null, "web1 may call its own VIP");
        (await Served.StatusAsync()).Notes.Should().BeEmpty("what is allowed now needs no explanation");
        var (toSelf, toOther) = await BothAsync(web1);
        toSelf.Client!.Address.Should().Be(network.Vip.Address);
        toOther.Client!.Address.Should().Be(web1.Address);

        await AllowAsync(false);
        await Eventually.TrueAsync(
            async () => (await Conversation.OnceAsync(web1, network.Vip)).Failure == nameof(SocketError.ConnectionRefused), "web1 is refused again");
    }

    [Fact]
    public async Task Udp_of_a_member_to_its_own_set_comes_back_too()
    {
        foreach (var machine in (string[])["web1", "web2"])
            await Served.ChangeRoleAsync(BalancedNetwork.Service, machine, role => role.Endpoints().Add(Documents.Member("udp", 180, 8180, "udp", probePort: 80)));
        await AllowAsync(true);
        var web2 = await Served.InsideAsync("web2");
        var answered = new HashSet<string>();
        await Eventually.TrueAsync(
            async () =>
            {
                using var datagrams = Datagrams.Open(web2, network.At(180));
                var reply = await datagrams.AskAsync();
                if (reply.Machine is null)
                    return false;
                reply.Client!.Address.Should().Be(reply.Machine == "web2" ? network.Vip.Address : web2.Address);
                answered.Add(reply.Machine);
                return answered.Count == 2;
            },
            "web2 hears itself and web1");
    }

    [Fact]
    public async Task Large_transfers_of_a_member_to_itself_and_to_the_other_arrive_intact()
    {
        const long size = 64 << 20;
        await AllowAsync(true);
        var web1 = await Served.InsideAsync("web1");
        await Eventually.TrueAsync(async () => (await Conversation.OnceAsync(web1, network.Vip)).Failure is null, "web1 may call its own VIP");
        for (var i = 0; i < 8; i++)
        {
            using var http = ResponderClient.Of(web1);
            using var content = new TestContent(size);
            using var answer = await http.PutAsync($"http://{network.Vip}/sum", content);
            (await answer.Content.ReadAsStringAsync()).Should().Be($"{size} {TestContent.Sum(size)}\n");
        }
    }

    private async Task<(Reply ToSelf, Reply ToOther)> BothAsync(MachinePlace member)
    {
        Reply? self = null, other = null;
        for (var i = 0; i < 100 && (self is null || other is null); i++)
        {
            using var conversation = await Conversation.OpenAsync(member, network.Vip);
            var reply = await conversation.AskAsync();
            reply.Should().Be(await conversation.AskAsync(), "one connection stays with one backend");
            (self, other) = reply.Machine == member.Name ? (reply, other) : (self, reply);
        }

        return (self ?? throw new InvalidOperationException("It never reached itself."), other ?? throw new InvalidOperationException("It never reached the other."));
    }

    private async Task AllowAsync(bool allow) => await Served.DoneAsync(Served.Client.UpdateLoadBalancerAsync(
        BalancedNetwork.Service,
        BalancedNetwork.Service,
        new LoadBalancer
        {
            Name = Documents.Balancer,
            FrontendIpConfiguration = new FrontendIpConfiguration { Type = "Private", SubnetName = Documents.FrontEnd },
            AllowLoopback = allow,
        }));
}
