using System.Net.Sockets;
using System.Text.Json;
using AwesomeAssertions;
using Ilb.ControlPlane.Plans;
using Ilb.EndToEnd.Fixtures;
using Xunit;
using static Ilb.EndToEnd.Scenario.BalancedNetwork;

namespace Ilb.EndToEnd.Scenario;

/// <summary>`ilb plan` and what happens when the same script is run: kernel and clients are asked whether it was right.</summary>
public sealed class PlanTests(BalancedNetwork network) : IClassFixture<BalancedNetwork>, IDisposable
{
    private const string AddWeb3 =
        """
        New-AzureVMConfig -Name web3 -InstanceSize Small -ImageName ilb-responder |
            Add-AzureProvisioningConfig -Linux -LinuxUser operator -Password 'P@ssw0rd!1' | Set-AzureSubnet FrontEndSubnet |
            Add-AzureEndpoint -Name firstep -LBSetName first -Protocol tcp -LocalPort 8080 -PublicPort 100 -ProbePort 8080 -ProbeProtocol tcp `
                -ProbeIntervalInSeconds 5 -ProbeTimeoutInSeconds 5 -InternalLoadBalancerName MyILB |
            New-AzureVM -ServiceName web -WaitForBoot
        """;

    private readonly DirectoryInfo _scripts = Directory.CreateTempSubdirectory("ilb-plan-");

    private ServedInstallation Served => network.Served;

    public void Dispose() => _scripts.Delete(recursive: true);

    [Fact]
    public async Task Slots_move_and_connections_end_as_the_plan_said_when_a_backend_comes_and_when_it_goes()
    {
        var held = await network.HoldAsync(8);
        var add = Script("add", AddWeb3);
        var report = await PlanAndRunAsync(add, backends: 3);
        report.Changes.Select(change => $"{change.Action} {change.Kind} {change.Name}").Should().Equal(
            "add machine web/web3", "add backend web3/firstep of web/first");
        report.Flows!.Touched.Should().BeEmpty();
        (await FailuresAsync(held)).Should().OnlyContain(failure => failure == null, "all go on");

        held = [.. held, .. await network.HoldAsync(24)];
        var ending = held.Where(one => one.Machine == "web3").ToList();
        ending.Should().NotBeEmpty();
        report = await PlanAndRunAsync(Script("remove", "Remove-AzureVM -ServiceName web -Name web3"), backends: 2);
        report.Flows!.Touched.Should().OnlyContain(one => one.Fate == "ends" && one.Why == "web/web3 is removed");
        report.Flows.Touched.Select(one => one.Flow.Client).Should().BeEquivalentTo(ending.Select(one => one.Conversation.Local.ToString()));
        foreach (var (conversation, machine) in held)
        {
            var failure = (await conversation.AskAsync()).Failure;
            if (machine == "web3")
                failure.Should().Be(nameof(SocketError.ConnectionReset));
            else
                failure.Should().BeNull($"{machine} stays");
            conversation.Dispose();
        }
    }

    [Fact]
    public async Task Connections_that_an_access_list_denies_are_those_that_the_plan_named()
    {
        await Served.ChangeRoleAsync(Service, "web1", role => role.Endpoints().Add(Documents.Member("guarded", 210, 8210)));
        try
        {
            await Served.HealthyAsync(Service, 3);
            await DenyAsync(await Served.InsideAsync("web2"));
        }
        finally
        {
            // The other tests' set is the only one then.
            await Served.ChangeRoleAsync(Service, "web1", role => role.Endpoints().RemoveAll(endpoint => endpoint.LoadBalancedEndpointSetName == "guarded"));
        }
    }

    [Fact]
    public async Task What_a_script_is_refused_is_named_with_its_line_and_the_rest_is_planned()
    {
        var script = Script("wrong", "New-AzureService new1 -Location 'West US'\nNew-AzureService new2 -Location Nowhere\n");
        var (code, screen) = await Served.RunAsync("plan", script);
        code.Should().Be(2, screen);
        screen.Should().Contain($"refused New-AzureService at {script}:2: ").And.Contain("1 to add, nothing to change, nothing to remove.");

        (code, screen) = await Served.RunAsync("plan", "-c", "New-AzureService new1 -Location 'West US'", "--exit-code");
        code.Should().Be(1, screen);
        (await Served.RunAsync("plan", "-c", "Get-AzureService", "--exit-code")).Should()
            .Match<(int Code, string Output)>(answer => answer.Code == 0 && answer.Output.TrimEnd().EndsWith("Nothing changes.", StringComparison.Ordinal));
        (await Served.RunAsync("plan")).Should()
            .Match<(int Code, string Output)>(answer => answer.Code != 0 && answer.Output.Contains("A script is needed: FILE.ps1, or -c COMMAND.", StringComparison.Ordinal));
        (await Served.Client.GetServicesAsync()).HostedServices.Select(service => service.ServiceName).Should().BeEquivalentTo("web", "clients");
    }

    /// <summary>All but one client of the set "guarded".</summary>
    private async Task DenyAsync(MachinePlace other)
    {
        using var denied = await Conversation.OpenAsync(network.Client, network.At(210));
        using var permitted = await Conversation.OpenAsync(other, network.At(210));
        var script = Script(
            "guard",
            $"$acl = New-AzureAclConfig | Set-AzureAclConfig -AddRule Permit {other.Address}/32 -Order 1\n"
            + "Set-AzureLoadBalancedEndpoint -ServiceName web -LBSetName guarded -ACL $acl");
        var report = await PlanAsync(script);
        report.Flows!.Touched.Select(one => (one.Fate, one.Flow.Client)).Should().Equal(("denied", denied.Local.ToString()));

        (await permitted.AskAsync()).Machine.Should().Be("web1", "a plan changes nothing");
        (await denied.AskAsync()).Machine.Should().Be("web1");
        await RunAsync(script);
        (await permitted.AskAsync()).Machine.Should().Be("web1");
        (await denied.AskAsync()).Failure.Should().Be(nameof(SocketError.ConnectionReset));
    }

    private string Script(string name, string text)
    {
        var path = Path.Combine(_scripts.FullName, name + ".ps1");
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Plans, looks whether that left everything as it was, runs the script, and looks whether as many slots moved.</summary>
    private async Task<PlanReport> PlanAndRunAsync(string script, int backends)
    {
        var before = await TableAsync();
        var revision = (await Served.StatusAsync()).Revision;
        var report = await PlanAsync(script);
        (await TableAsync()).Should().Equal(before);
        (await Served.StatusAsync()).Revision.Should().Be(revision);

        await RunAsync(script);
        await Served.HealthyAsync(Service, backends);
        var planned = report.Tables.Should().ContainSingle().Subject;
        uint[] after = [];
        await Eventually.TrueAsync(async () => (after = await TableAsync()).Distinct().Count() == backends, $"{backends} backends are in the table");
        (planned.SizeBefore, planned.Size).Should().Be((before.Length, after.Length));
        planned.Moved.Should().Be(Moved(before, after));
        return report;
    }

    /// <summary>Where the sizes differ, of all hashes that there are for both, as entries of the new table.</summary>
    private static int Moved(uint[] before, uint[] after)
    {
        var hashes = before.Length == after.Length ? before.Length : before.Length * after.Length;
        var moved = Enumerable.Range(0, hashes).Count(hash => before[hash % before.Length] != after[hash % after.Length]);
        return (int)Math.Round((double)moved / hashes * after.Length);
    }

    private async Task<uint[]> TableAsync() => (await MaglevTables.ReadAsync(Served.Installation)).Values.Single();

    private async Task<PlanReport> PlanAsync(string script)
    {
        var (code, output) = await Served.RunAsync("plan", script, "-o", "json");
        code.Should().Be(0, output);
        var json = output.Split('\n').Single(line => line.StartsWith("{\"id\"", StringComparison.Ordinal));
        return JsonSerializer.Deserialize<PlanReport>(json, JsonSerializerOptions.Web)!;
    }

    private async Task RunAsync(string script)
    {
        var (code, output) = await Served.ShellAsync(script);
        code.Should().Be(0, output);
    }

    private static async Task<IReadOnlyList<string?>> FailuresAsync(IEnumerable<(Conversation Conversation, string Machine)> held)
    {
        var failures = new List<string?>();
        foreach (var (conversation, _) in held)
            failures.Add((await conversation.AskAsync()).Failure);
        return failures;
    }
}
