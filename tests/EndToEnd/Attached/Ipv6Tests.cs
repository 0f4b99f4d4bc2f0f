using System.Net;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Attached;

/// <summary>An attached machine whose network gets an IPv6 prefix, and a set with floating IP.</summary>
public sealed class Ipv6Tests(AttachedNetwork network) : IClassFixture<AttachedNetwork>
{
    private ServedInstallation Served => network.Served;

    [Fact]
    public async Task It_serves_in_both_families_has_the_vip_where_it_needs_it_and_is_left_as_it_was_found_behind_an_interface_too()
    {
        using var foreign = new ForeignSpace();
        foreign.Respond("foreign1", 8080, 8090);
        var found = foreign.Shown();
        await network.AttachAsync("--netns", foreign.Path);
        using var held = await Conversation.OpenAsync(network.Client, new(IPAddress.Parse((await network.LineAsync()).Address), 8080));
        (await held.AskAsync()).Machine.Should().Be("foreign1");

        await Served.AddIpv6PrefixAsync("fd00:1::/96");
        await Served.HealthyAsync(AttachedNetwork.Service, 4);
        (await held.AskAsync()).Machine.Should().Be("foreign1");
        var vip = IPAddress.Parse((await Served.StatusAsync()).Vips.Single(one => one.CloudService == AttachedNetwork.Service && one.Address.Contains(':')).Address);
        (await network.WhoAnswersAsync(at: new IPEndPoint(vip, 100))).Should().BeEquivalentTo("foreign1", "web2");

        await Served.ChangeRoleAsync(AttachedNetwork.Service, "web1", role =>
        {
            var floating = Documents.Member("floating", 8090, 8090);
            floating.EnableDirectServerReturn = true;
            role.Endpoints().Add(floating);
        });
        await Served.HealthyAsync(AttachedNetwork.Service, 6);
        await AnswersAsVipAsync("foreign1", vip);
        await network.DetachAsync();
        foreign.Shown().Should().Be(found);

        using var guest = new GuestLink(isTap: true);
        await ConfigureAsync(guest, vip);
        await network.AttachAsync(6, guest.Told);
        (await network.WhoAnswersAsync(at: new IPEndPoint(vip, 100))).Should().BeEquivalentTo("guest1", "web2");
        await AnswersAsVipAsync("guest1", vip);
        (await network.LineAsync()).Detail.Should().StartWith("it answers as ").And.EndWith(": who is behind its interface sets that by itself");
        await network.DetachAsync();
    }

    /// <summary>As ilb does it for others.</summary>
    private async Task ConfigureAsync(GuestLink guest, IPAddress vip)
    {
        var line = await network.LineAsync();
        guest.Configure(line.Address);
        guest.ConfigureIpv6(line.Ipv6Address!);
        guest.AnswerAs(network.Vip.Address);
        guest.AnswerAs(vip);
        guest.Respond("guest1", 8080, 8090);
    }

    private async Task AnswersAsVipAsync(string machine, IPAddress vip)
    {
        foreach (var address in new[] { network.Vip.Address, vip })
        {
            var reply = await Conversation.OnceAsync(network.Client, new IPEndPoint(address, 8090));
            (reply.Machine, reply.Local).Should().Be((machine, new IPEndPoint(address, 8090)), "it answers as the VIP");
        }
    }
}
