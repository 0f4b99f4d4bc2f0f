using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;
using static Ilb.EndToEnd.Scenario.OutsiderWatch;

namespace Ilb.EndToEnd.Scenario;

/// <summary>Who is outside of the virtual network does not reach what is inside, and nothing of theirs is ever seen there.</summary>
public sealed class IsolationTests(AnnouncedScenario scenario) : IClassFixture<AnnouncedScenario>
{
    [Fact]
    public async Task Stranger_with_the_same_addresses_reaches_nothing_and_is_never_seen()
    {
        var stranger = await scenario.Served.InsideAsync("stranger1");
        stranger.Address.Should().Be(scenario.Client.Address, "both networks have the same address space");
        var web1 = await scenario.Served.InsideAsync("web1");
        using var watch = await OpenAsync(scenario, "web1", "web2");

        (await Conversation.OnceAsync(stranger, scenario.Vip, OutsiderPort, Patience)).Failure.Should().Be(
            nameof(SocketError.HostUnreachable), "nobody has the address in its network, and it is told so at once");
        (await Conversation.OnceAsync(stranger, new(web1.Address, 80), OutsiderPort, Patience)).Machine.Should().BeNull();
        using var datagrams = Datagrams.Open(stranger, scenario.Vip);
        (await datagrams.AskAsync()).Machine.Should().BeNull();
        (await Echo.AnswersAsync(stranger, scenario.Vip.Address, Patience)).Should().BeFalse();
        (await Echo.AnswersAsync(stranger, web1.Address, Patience)).Should().BeFalse();

        await watch.SawNothingAsync();
    }

    [Fact]
    public async Task Host_itself_reaches_nothing_and_is_never_seen()
    {
        using var watch = await OpenAsync(scenario, "web1", "web2");
        await watch.HostIsRefusedAsync();
        await watch.SawNothingAsync();
    }
}
