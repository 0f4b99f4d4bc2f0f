using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;

namespace Ilb.EndToEnd.Scenario;

/// <summary>Sees what reaches machines while somebody outside tries, and proves in the end that it would have seen that.</summary>
internal sealed class OutsiderWatch : IDisposable
{
    /// <summary>What an outsider binds: nobody else does.</summary>
    public const ushort OutsiderPort = 22002;

    /// <summary>Seconds that an outsider waits.</summary>
    public const double Patience = 1.5;

    private const ushort FirstOwnPort = 23001, OwnPorts = 100;

    private readonly SampleScenario _scenario;
    private readonly List<Witness> _members = [];
    private readonly Witness _client;

    private OutsiderWatch(SampleScenario scenario)
    {
        _scenario = scenario;
        _client = new Witness(scenario.Client);
    }

    /// <param name="scenario">Whose client is watched too.</param>
    /// <param name="members">The machines of the set.</param>
    public static async Task<OutsiderWatch> OpenAsync(SampleScenario scenario, params IEnumerable<string> members)
    {
        var watch = new OutsiderWatch(scenario);
        foreach (var member in members)
            watch._members.Add(new Witness(await scenario.Served.InsideAsync(member)));
        return watch;
    }

    /// <summary>Tries the VIP from the namespace that stands for the host.</summary>
    public async Task HostIsRefusedAsync()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var trying = () => Conversation.ConnectAsync(socket, _scenario.Vip, OutsiderPort, TimeSpan.FromSeconds(Patience));
        await trying.Should().ThrowAsync<SocketException>();
    }

    /// <summary>Nothing of the outsider was seen, though the client's own calls were, at every member.</summary>
    public async Task SawNothingAsync()
    {
        for (var port = FirstOwnPort; !_members.All(member => member.Seen.Any(IsOwn)); port++)
        {
            port.Should().BeLessThan(FirstOwnPort + OwnPorts, "the witnesses see what reaches their machine");
            (await Conversation.OnceAsync(_scenario.Client, _scenario.Vip, port)).Failure.Should().BeNull();
        }

        _members.Append(_client).SelectMany(witness => witness.Seen).Should()
            .NotContain(packet => packet.SourcePort == OutsiderPort || packet.DestinationPort == OutsiderPort)
            .And.NotContain(packet => packet.Protocol == ProtocolType.Udp || packet.Protocol == ProtocolType.Icmp);
    }

    public void Dispose()
    {
        _members.ForEach(member => member.Dispose());
        _client.Dispose();
    }

    private static bool IsOwn(SeenPacket packet) => packet.SourcePort is >= FirstOwnPort and < FirstOwnPort + OwnPorts;
}
