using System.Net;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Clients;

/// <summary>Clients that Microsoft wrote for Azure in its day, as npm has them, drive ilb.</summary>
public sealed class ClassicClientTests(DocumentedInstallation made) : IClassFixture<DocumentedInstallation>
{
    private static readonly IPEndPoint Vip = new(IPAddress.Parse("10.0.0.10"), 80);

    [Fact]
    public async Task Machines_that_the_command_line_made_answer_behind_its_load_balancer()
    {
        await made.Served.HealthyAsync("website", 2);
        var client = await made.Served.InsideAsync("client1");
        var who = new HashSet<string?>();
        for (var i = 0; i < 60; i++)
            who.Add((await Conversation.OnceAsync(client, Vip)).Machine);
        who.Should().BeEquivalentTo("web1", "web2");
    }
}
