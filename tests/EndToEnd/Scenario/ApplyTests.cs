using System.Text.Json.Nodes;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>`ilb apply` and `ilb export` with the announcement as a document.</summary>
public sealed class ApplyTests : IAsyncLifetime
{
    private const string Service = "MyWebsite1";

    private static readonly string Sample = IlbProgram.Sample("virtual-network.yaml");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ilb-apply-");
    private ServedInstallation _served = null!;

    public async ValueTask InitializeAsync() => _served = await ServedInstallation.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _served.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_announcement_as_a_document_carries_traffic_and_a_second_time_there_is_nothing_to_do()
    {
        (await ApplyAsync(0, Sample, "--plan")).Should().Contain("+ internal load balancer MyWebsite1/MyILB  subnetName: FrontEndSubnet").And.Contain("to add, 0 to change, 0 to remove.");
        (await _served.StatusAsync()).Machines.Should().BeEmpty("it was only planned");

        (await ApplyAsync(0, Sample)).Should().Contain("set network configuration … done").And.Contain("add deployment MyWebsite1 … done");
        await _served.HealthyAsync(Service, 2);
        (await AnsweringAsync(40)).Should().BeEquivalentTo("web1", "web2");

        var kernel = KernelFacts.Of(_served.Installation).ToString();
        (await ApplyAsync(0, Sample, "--prune")).Trim().Should().Be("Nothing to do.");
        var (code, exported) = await _served.RunAsync("export");
        code.Should().Be(0, exported);
        (await ApplyAsync(0, await WrittenAsync("all.yaml", exported), "--prune", "--plan", "--exit-code")).Trim().Should().Be("Nothing to do.");
        KernelFacts.Of(_served.Installation).ToString().Should().Be(kernel);
    }

    [Fact]
    public async Task What_differs_is_planned_told_and_done_and_what_is_not_in_the_document_goes_only_when_asked()
    {
        await ApplyAsync(0, Sample);
        await _served.HealthyAsync(Service, 2);
        var smaller = await WrittenAsync("smaller.yaml", (await File.ReadAllTextAsync(Sample))
            .Replace("          - {name: web2, imageName: ilb-responder, subnetName: FrontEndSubnet}\n", "", StringComparison.Ordinal)
            .Replace("members: [web1, web2]", "members: [web1]", StringComparison.Ordinal)
            .Replace("intervalInSeconds: 10", "intervalInSeconds: 20", StringComparison.Ordinal));

        var planned = await ApplyAsync(1, smaller, "--plan", "--exit-code");
        planned.Should().Contain("members: web1, web2 → web1").And.Contain("probe.intervalInSeconds: 10 → 20").And.Contain("0 to add, 1 to change, 0 to remove.");
        (await AnsweringAsync(40)).Should().BeEquivalentTo("web1", "web2");

        await ApplyAsync(0, smaller);
        (await AnsweringAsync(20)).Should().BeEquivalentTo("web1");
        (await _served.StatusAsync()).Machines.Select(machine => machine.Name).Should().Contain("MyWebsite1/web2", "nobody asked to remove it");
        (await ApplyAsync(0, smaller, "--prune")).Should().Contain("remove machine MyWebsite1/web2 … done");
        (await _served.StatusAsync()).Machines.Select(machine => machine.Name).Should().NotContain("MyWebsite1/web2");
        (await AnsweringAsync(5)).Should().BeEquivalentTo("web1");
    }

    [Fact]
    public async Task What_the_service_would_refuse_is_told_before_anything_is_done()
    {
        await ApplyAsync(0, Sample);
        var before = await _served.RunAsync("export");
        var wrong = await WrittenAsync("wrong.yaml", (await File.ReadAllTextAsync(Sample))
            .Replace("{name: web1, imageName: ilb-responder, subnetName: FrontEndSubnet}", "{name: web0, imageName: no-such-image, subnetName: NoSubnet}", StringComparison.Ordinal)
            .Replace("[web1, web2]", "[web0, web2]", StringComparison.Ordinal)
            .Replace("    location: West US\n    deployments", "    location: West US\n    label: Another\n    deployments", StringComparison.Ordinal));
        var said = await ApplyAsync(2, wrong);
        said.Should().Contain("refused").And.Contain("no-such-image").And.Contain("NoSubnet").And.Contain("Nothing was done.");
        (await _served.RunAsync("export")).Should().Be(before);

        var fixedName = await WrittenAsync("fixed.json", """{"cloudServices": [{"name": "mywebsite1", "location": "East US"}]}""");
        (await ApplyAsync(2, fixedName)).Should().Contain("location stays 'West US' and can't become 'East US'").And.Contain("Nothing was done.");
        (await ApplyAsync(2, await WrittenAsync("mistyped.yaml", "cloudservices: []"))).Should().Contain("mistyped.yaml:1:1: /cloudservices: cloudservices is not known here. Did you mean cloudServices?");
        (await ApplyAsync(2, Path.Combine(_folder.FullName, "absent.yaml"))).Should().Contain("Could not find file");
    }

    [Fact]
    public async Task Programs_get_JSON_of_plan_deed_and_export()
    {
        var planned = JsonNode.Parse(await ApplyAsync(0, Sample, "--plan", "-o", "json"))!;
        planned["changes"]!.AsArray().Select(change => $"{change!["action"]} {change["name"]}").Should().Contain("add MyWebsite1/web1");
        planned["plan"]!["summary"]!.GetValue<string>().Should().Contain("to add");
        var done = JsonNode.Parse(await ApplyAsync(0, Sample, "-o", "json"))!;
        done["done"]!.GetValue<int>().Should().Be(done["steps"]!.AsArray().Count);
        var (_, exported) = await _served.RunAsync("export", "--service", Service, "-o", "json");
        JsonNode.Parse(exported)!["cloudServices"]![0]!["deployments"]![0]!["loadBalancedSets"]![0]!["members"]!.ToJsonString().Should().Be("""["web1","web2"]""");
        (await _served.RunAsync("export", "--service", "nosuch")).Code.Should().Be(2);
        (await _served.CompleteAsync("export", "--service My")).Should().Contain(Service);
    }

    /// <summary>The machines that answer client1 at the VIP.</summary>
    private async Task<HashSet<string?>> AnsweringAsync(int requests)
    {
        var client = await _served.InsideAsync("client1");
        var vip = await _served.VipAsync(Service, 100);
        var machines = new HashSet<string?>();
        for (var i = 0; i < requests; i++)
        {
            var reply = await Conversation.OnceAsync(client, vip);
            reply.Failure.Should().BeNull();
            machines.Add(reply.Machine);
        }

        return machines;
    }

    private async Task<string> ApplyAsync(int code, string file, params string[] options)
    {
        var (ended, output) = await _served.RunAsync("apply", [file, .. options]);
        ended.Should().Be(code, output);
        return output;
    }

    private async Task<string> WrittenAsync(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
