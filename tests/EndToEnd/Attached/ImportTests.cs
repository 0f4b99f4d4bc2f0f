using System.Net;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Attached;

/// <summary>`ilb import`: servers that HAProxy balanced are behind a VIP of ilb's.</summary>
public sealed class ImportTests : IAsyncLifetime
{
    private const string HaProxy =
        """
        defaults
            mode tcp
            default-server inter 5s fall 2 check
        listen api
            bind 10.2.0.10:100
            server api1 10.2.0.11:8080
            server api2 10.2.0.12:8080
        """;

    private const string Clients =
        """
        partial: true
        cloudServices:
          - name: clients
            location: West US
            deployments:
              - virtualNetwork: imported-network
                machines: [{name: client1, imageName: ilb-responder, subnetName: Subnet-10-2-0}]
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ilb-import-");
    private ServedInstallation _served = null!;

    public async ValueTask InitializeAsync() => _served = await ServedInstallation.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _served.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_HAProxy_balanced_is_imported_applied_attached_and_answers_behind_the_same_address()
    {
        var (code, document) = await IlbProgram.RunAsync("import", Write("haproxy.cfg", HaProxy), "--strict");
        code.Should().Be(0, document);
        await ApplyAsync(Write("imported.yaml", document));
        await ApplyAsync(Write("clients.yaml", Clients));
        using var first = await AttachAsync("api1");
        using var second = await AttachAsync("api2");
        await _served.HealthyAsync("imported", 2);

        var client = await _served.InsideAsync("client1");
        var who = new HashSet<string?>();
        for (var i = 0; i < 40; i++)
            who.Add((await Conversation.OnceAsync(client, new IPEndPoint(IPAddress.Parse("10.2.0.10"), 100))).Machine);
        who.Should().BeEquivalentTo("api1", "api2");
    }

    private async Task<ForeignSpace> AttachAsync(string machine)
    {
        var space = new ForeignSpace();
        space.Respond(machine, 8080);
        var (code, output) = await _served.RunAsync("attach", machine, "--netns", space.Path);
        code.Should().Be(0, output);
        return space;
    }

    private async Task ApplyAsync(string file)
    {
        var (code, output) = await _served.RunAsync("apply", file);
        code.Should().Be(0, output);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
