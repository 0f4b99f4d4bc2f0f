using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>Who is outside of the virtual network does not reach what is inside, and nothing of theirs is ever seen there.</summary>
public sealed class IsolationTests(AnnouncedScenario scenario) : IClassFixture<AnnouncedScenario>
{
    private const ushort MemberPort = 21001, OutsiderPort = 21002;
    private const double Patience = 1.5;

    [Fact]
    public async Task Stranger_with_the_same_addresses_reaches_nothing_and_is_never_seen()
    {
        var stranger = await scenario.Served.InsideAsync("stranger1");
        stranger.Address.Should().Be(scenario.Client.Address, "both networks have the same address space");
        var web1 = await scenario.Served.InsideAsync("web1");
        using var atWeb1 = new Witness(web1);
        using var atWeb2 = new Witness(await scenario.Served.InsideAsync("web2"));

        (await Conversation.OnceAsync(stranger, scenario.Vip, OutsiderPort, Patience)).Failure.Should().Be(
            nameof(SocketError.HostUnreachable), "nobody has the address in its network, and it is told so at once");
        (await Conversation.OnceAsync(stranger, new(web1.Address, 80), OutsiderPort, Patience)).Machine.Should().BeNull();
        using var datagrams = Datagrams.Open(stranger, scenario.Vip);
        (await datagrams.AskAsync()).Machine.Should().BeNull();
        (await Echo.AnswersAsync(stranger, scenario.Vip.Address, Patience)).Should().BeFalse();
        (await Echo.AnswersAsync(stranger, web1.Address, Patience)).Should().BeFalse();

        await ControlAsync(atWeb1, atWeb2);
        Seen(atWeb1, atWeb2).Should().NotContain(packet => packet.SourcePort == OutsiderPort || packet.DestinationPort == OutsiderPort)
            .And.NotContain(packet => packet.Protocol == ProtocolType.Udp || packet.Protocol == ProtocolType.Icmp);
    }

    [Fact]
    public async Task Host_itself_reaches_nothing_and_is_never_seen()
    {
        using var atWeb1 = new Witness(await scenario.Served.InsideAsync("web1"));
        using var atWeb2 = new Witness(await scenario.Served.InsideAsync("web2"));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        var trying = () => Conversation.ConnectAsync(socket, scenario.Vip, OutsiderPort, TimeSpan.FromSeconds(Patience));
        await trying.Should().ThrowAsync<SocketException>();

        await ControlAsync(atWeb1, atWeb2);
        Seen(atWeb1, atWeb2).Should().NotContain(packet => packet.SourcePort == OutsiderPort || packet.DestinationPort == OutsiderPort);
    }

    /// <summary>The witnesses would have seen it: they see a machine of the network that asks both.</summary>
    private async Task ControlAsync(params Witness[] witnesses)
    {
        var port = MemberPort;
        while (!witnesses.All(witness => witness.Seen.Any(packet => packet.SourcePort >= MemberPort + 1000)))
        {
            port.Should().BeLessThan(MemberPort + 100, "the witnesses see what reaches their machine");
            (await Conversation.OnceAsync(scenario.Client, scenario.Vip, (ushort)(1000 + port++))).Failure.Should().BeNull();
        }
    }

    private static IEnumerable<SeenPacket> Seen(params IEnumerable<Witness> witnesses) => witnesses.SelectMany(witness => witness.Seen);
}
