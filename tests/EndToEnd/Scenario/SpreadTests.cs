using System.Net;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>How connections spread over sets of 50 machines and of one.</summary>
public sealed class SpreadTests
{
    private const int Machines = 50, Connections = 10_000;

    [Fact]
    public async Task Fifty_machines_share_connections_as_chance_would()
    {
        await using var served = await ServedInstallation.StartAsync();
        await served.AddNetworksAsync();
        await served.AddServiceAsync(
            "many",
            Enumerable.Range(1, Machines).Select(i => Documents.Role($"web{i}", endpoints: Documents.Member("all", 100, 8080))),
            balanced: true);
        await served.AddServiceAsync("clients", [Documents.Role("client1", Documents.Clients)]);
        var (vip, client) = (await served.VipAsync("many", 100), await served.InsideAsync("client1"));
        await served.HealthyAsync("many", Machines);

        // Chance itself fails once in a thousand: then another sample, of other ports, decides, which an uneven spread fails as well.
        var ports = Enumerable.Range(1024, 64_000).Select(port => (ushort)port).ToArray();
        Random.Shared.Shuffle(ports);
        var counts = await CountAsync(client, vip, ports[..Connections]);
        if (ChiSquare.Probability(counts.Values) <= 0.001)
            counts = await CountAsync(client, vip, ports[Connections..(2 * Connections)]);
        counts.Should().HaveCount(Machines);
        ChiSquare.Probability(counts.Values).Should().BeGreaterThan(0.001, "{0}", string.Join(' ', counts.Values));
    }

    [Fact]
    public async Task One_machine_takes_all()
    {
        await using var served = await ServedInstallation.StartAsync();
        await served.AddNetworksAsync();
        await served.AddServiceAsync("one", [Documents.Role("web1", endpoints: Documents.Member("alone", 100, 8080))], balanced: true);
        await served.AddServiceAsync("clients", [Documents.Role("client1", Documents.Clients)]);
        var (vip, client) = (await served.VipAsync("one", 100), await served.InsideAsync("client1"));
        await served.HealthyAsync("one", 1);

        for (var i = 0; i < 100; i++)
            (await Conversation.OnceAsync(client, vip)).Machine.Should().Be("web1");
    }

    /// <summary>Who answered how many of the connections, one from each port.</summary>
    private static async Task<IReadOnlyDictionary<string, int>> CountAsync(MachinePlace client, IPEndPoint vip, ushort[] ports)
    {
        var counts = new Dictionary<string, int>();
        foreach (var port in ports)
        {
            var reply = await Conversation.OnceAsync(client, vip, port);
            reply.Failure.Should().BeNull();
            counts[reply.Machine!] = counts.GetValueOrDefault(reply.Machine!) + 1;
        }

        return counts;
    }
}
