using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>Direct server return on a public VIP: members have it themselves and answer as it, to clients outside.</summary>
public sealed class PublicFloatingIpTests(PublicNetwork network) : IClassFixture<PublicNetwork>
{
    private MachinePlace Outside => network.Outside.Place;

    [Fact]
    public async Task Packets_arrive_with_the_public_vip_as_destination_and_leave_with_it_as_source()
    {
        await AddAsync(1433, "tcp", "web1", "web2");
        var who = new HashSet<string>();
        await Eventually.TrueAsync(
            async () =>
            {
                var reply = await Conversation.OnceFromAsync(Outside, new(OutsidePlace.Address, 0), At(1433));
                who.Add(reply.Machine ?? "");
                return who.IsSupersetOf(["web1", "web2"]);
            },
            "both answer");
        using var witness = new Witness(network.Web1);
        Reply seen;
        do
            seen = await Conversation.OnceFromAsync(Outside, new(OutsidePlace.Address, 0), At(1433));
        while (seen.Machine != "web1");

        seen.Local.Should().Be(At(1433), "the server's end of its connection is the VIP");
        seen.Client!.Address.Should().Be(OutsidePlace.Address);
        await Eventually.TrueAsync(() => Of(witness, seen.Client).Any(packet => packet.Source.Equals(network.Public)), "the answer is seen");
        Of(witness, seen.Client).Should().OnlyContain(packet => packet.Source.Equals(network.Public) || packet.Destination.Equals(network.Public));
    }

    [Fact]
    public async Task Datagrams_are_answered_as_the_public_vip_by_a_wildcard_socket()
    {
        await AddAsync(1053, "udp", "web1", "web2");
        await Eventually.TrueAsync(async () => (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskUdpAsync()))).All(reply => reply.Failure is null), "both echo");
        for (var i = 0; i < 10; i++)
            (await AskUdpAsync()).Failure.Should().BeNull("a connected socket hears only the address that it called");
    }

    [Fact]
    public async Task Large_transfer_arrives_intact()
    {
        const long size = 64 << 20;
        await AddAsync(1438, "tcp", "web1");
        await Eventually.TrueAsync(async () => (await Conversation.OnceAsync(Outside, At(1438))).Machine == "web1", "web1 answers");
        using var http = ResponderClient.Of(Outside);
        using var content = new TestContent(size);
        using var answer = await http.PutAsync($"http://{At(1438)}/sum", content);
        (await answer.Content.ReadAsStringAsync()).Should().Be($"{size} {TestContent.Sum(size)}\n");
    }

    [Fact]
    public async Task Member_can_not_open_connections_as_the_public_vip_it_has()
    {
        await AddAsync(1439, "tcp", "web1");
        await Eventually.TrueAsync(async () => (await Conversation.OnceAsync(Outside, At(1439))).Machine == "web1", "web1 answers");
        using var watch = new Witness(network.Client);
        foreach (var target in (IPEndPoint[])[new(network.Client.Address, 8080), new(OutsidePlace.Address, 80)])
            (await Conversation.OnceFromAsync(network.Web1, At(0), target, 1)).Failure.Should().NotBeNull();
        watch.Seen.Should().NotContain(packet => packet.Source.Equals(network.Public));
    }

    [Fact]
    public async Task Forward_to_a_public_vip_says_where_it_can_be_called_from()
    {
        var (code, output) = await network.Served.RunAsync("forward", "0", $"{At(80)}");
        code.Should().Be(1);
        output.Should().Contain($"{network.Public} is a public VIP").And.Contain("--uplink");
    }

    private async Task AddAsync(int port, string protocol, params string[] machines)
    {
        foreach (var machine in machines)
            await network.Served.ChangeRoleAsync(PublicNetwork.Service, machine, role => role.Endpoints().Add(Direct(port, protocol)));
    }

    private static InputEndpoint Direct(int port, string protocol)
    {
        var endpoint = Documents.Member($"direct{port}", port, port, protocol, probePort: 8080);
        (endpoint.LoadBalancerName, endpoint.EnableDirectServerReturn) = (null, true);
        return endpoint;
    }

    private async Task<Reply> AskUdpAsync()
    {
        using var datagrams = Datagrams.Open(Outside, At(1053));
        return await datagrams.AskAsync(size: 1200);
    }

    private static List<SeenPacket> Of(Witness witness, IPEndPoint client) =>
        [.. witness.Seen.Where(packet => packet.Protocol == ProtocolType.Tcp && (packet.SourcePort == client.Port || packet.DestinationPort == client.Port))];

    private IPEndPoint At(int port) => new(network.Public, port);
}
