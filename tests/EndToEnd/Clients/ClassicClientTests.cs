using System.Text.Json;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Clients;

/// <summary>Clients that Microsoft wrote for Azure in its day, as npm has them, drive ilb.</summary>
public sealed class ClassicClientTests(DocumentedInstallation made) : IClassFixture<DocumentedInstallation>
{
    [Fact]
    public async Task Machines_that_the_command_line_made_answer_behind_its_load_balancer()
    {
        made.Said.Should().MatchRegex(@"from 10\.0\.1\.\d+", "the page's last command shows it");
        await made.Served.HealthyAsync("website", 2);
        (await made.WhoAnswersAsync("10.0.0.10")).Should().BeEquivalentTo("web1", "web2");
    }

    [Fact]
    public async Task Machines_that_the_documented_program_made_answer_behind_its_load_balancer()
    {
        await made.Served.HealthyAsync("api", 2);
        (await made.WhoAnswersAsync("10.0.0.12")).Should().BeEquivalentTo("api1", "api2");
    }

    [Fact]
    public async Task Cmdlets_and_the_command_line_see_and_change_what_the_other_made()
    {
        var (code, said) = await made.Served.ShellAsync(IlbProgram.Source("tests/EndToEnd/Clients/interleaved.ps1"));
        code.Should().Be(0, said);
        said.Should().Contain("web1, web2 behind 10.0.0.10");
        await made.Served.HealthyAsync("website", 3);
        (await made.WhoAnswersAsync("10.0.0.10")).Should().BeEquivalentTo("web1", "web2", "web3");

        var changed = await made.Shell.RunAsync("azure vm endpoint show web2 web; azure vm delete web3 --quiet; azure vm list");
        changed.Should().Contain("Connection timeout (minutes)  : 20").And.NotContain("web3     ReadyRole");
        (await made.Served.RunAsync("shell", "-c", "(Get-AzureVM -ServiceName website).Name -join ', '")).Output.Trim().Should().Be("web1, web2");
    }

    [Fact]
    public async Task Commands_of_the_command_line_do_what_they_say()
    {
        var groups = ScriptedCommand.Read(IlbProgram.Source("tests/EndToEnd/Clients/commands.txt"));
        var problems = await Task.WhenAll(groups.Select(ProblemsAsync));
        problems.SelectMany(some => some).Should().BeEmpty();
    }

    [Fact]
    public async Task Libraries_below_the_command_line_do_what_they_say_and_get_documented_errors_for_the_rest()
    {
        var said = await made.Shell.RunAsync($"node {IlbProgram.Source("tests/EndToEnd/Clients/libraries/index.js")} $ILB_DATA/ilb.publishsettings");
        said.Should().EndWith("done\n");
        await made.Served.HealthyAsync("library", 2);
        (await made.WhoAnswersAsync("10.0.0.21")).Should().BeEquivalentTo("lib1", "lib2");
    }

    /// <summary>The one block of the page that no test runs.</summary>
    [Fact]
    public void The_page_installs_what_is_tested()
    {
        var tested = JsonDocument.Parse(File.ReadAllText(IlbProgram.Source("tests/EndToEnd/Clients/npm/package.json"))).RootElement;
        var page = File.ReadAllText(IlbProgram.Source("docs/clients.md"));
        foreach (var package in tested.GetProperty("dependencies").EnumerateObject())
            page.Should().Contain($"npm install {package.Name}@{package.Value} ");
        page.Should().Contain($"npm pkg set {string.Join(' ', tested.GetProperty("overrides").EnumerateObject().Select(held => $"overrides.{held.Name}={held.Value}"))}\n");
    }

    private async Task<List<string>> ProblemsAsync(IReadOnlyList<ScriptedCommand> commands)
    {
        var problems = new List<string>();
        foreach (var command in commands)
        {
            var (code, output) = await made.Shell.TryAsync(command.Line);
            if (command.Problem(code, output) is { } problem)
                problems.Add(problem);
        }

        return problems;
    }
}
