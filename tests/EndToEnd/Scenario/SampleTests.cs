using AwesomeAssertions;
using Ilb.Datapath.Namespaces;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>Each sample with the one command that its users type, in a namespace of its own that stands for the host.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task Tiers_behind_internal_vips_serve_pages_to_the_outside_while_a_machine_of_each_is_stopped() =>
        ShouldBeAsPromised(await DemoAsync("application-tiers"), rows: 12);

    [Fact]
    public async Task Farm_answers_the_intranet_alone() => ShouldBeAsPromised(await DemoAsync("intranet-farm"), rows: 8);

    [Fact]
    public async Task Database_listener_follows_the_primary_and_no_confirmed_write_is_lost() =>
        ShouldBeAsPromised(await DemoAsync("sql-always-on"), rows: 8);

    [Fact]
    public async Task Cloud_service_outside_a_virtual_network_keeps_its_vip_to_itself() =>
        ShouldBeAsPromised(await DemoAsync("cloud-service"), rows: 8);

    [Fact]
    public async Task Web_role_grows_while_requests_go_on() => ShouldBeAsPromised(await DemoAsync("web-and-worker-roles"), rows: 6);

    [Fact]
    public async Task Site_on_premises_calls_the_vip_through_a_tunnel_that_is_cut_and_comes_back() =>
        ShouldBeAsPromised(await DemoAsync("on-premises"), rows: 20);

    [Fact]
    public async Task Promise_that_is_broken_fails_the_sample()
    {
        using var script = new TemporaryScript(
            $"""
            . '{IlbProgram.Sample("parts/promises.ps1")}'
            Confirm-Promise 'two and two' '4' '5' $false
            Confirm-Promise 'two and three' '5' '5' $true
            exit (Complete-Promise)
            """);
        var (code, output) = await DemoAsync(script.Path);
        output.Should().Contain("NOT as promised").And.Contain("FAILED");
        code.Should().Be(1);
    }

    [Fact]
    public async Task Script_of_the_user_ends_the_demo_with_its_own_exit_code_and_calls_ilb_without_arguments()
    {
        using var script = new TemporaryScript(
            """
            ilb status -o json | ConvertFrom-Json | ForEach-Object { "served: $($_.allServed)" }
            Get-AzureVMImage | ForEach-Object ImageName
            exit 7
            """);
        var (code, output) = await DemoAsync(script.Path);
        output.Should().Contain("served: ").And.Contain("ilb-responder");
        code.Should().Be(7);
    }

    [Fact]
    public async Task Interrupted_demo_removes_what_it_made()
    {
        using var script = new TemporaryScript("'begun'; Start-Sleep 60");
        using var demo = IlbProgram.Start("demo", script.Path);
        string? line, data = null;
        while ((line = await demo.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)) is not null and not "begun")
            data ??= line.Split(' ').FirstOrDefault(word => word.Contains("/ilb-demo-", StringComparison.Ordinal));
        Directory.Exists(data).Should().BeTrue();
        var host = $"/run/netns/ilb-demo-{demo.Id}";
        File.Exists(host).Should().BeTrue();
        File.Exists(host + "-outside").Should().BeTrue();

        Signals.Send(demo.Id, Signals.Interrupt);
        await demo.WaitForExitAsync(TestContext.Current.CancellationToken);
        demo.ExitCode.Should().Be(130);
        Directory.Exists(data).Should().BeFalse();
        File.Exists(host).Should().BeFalse();
        File.Exists(host + "-outside").Should().BeFalse();
    }

    [Fact]
    public async Task What_a_script_leaves_running_outside_ends_with_the_demo()
    {
        using var script = new TemporaryScript("bash -c 'nsenter --net=$ILB_OUTSIDE sleep 600 < /dev/null > /dev/null 2>&1 & echo left $!'; exit 0");
        var (code, output) = await DemoAsync(script.Path);
        code.Should().Be(0, output);
        var left = output.Split('\n').Single(line => line.StartsWith("left ", StringComparison.Ordinal)).Split(' ')[1].Trim();
        Directory.Exists($"/proc/{left}").Should().BeFalse();
    }

    [Fact]
    public async Task Name_that_is_no_script_is_answered_with_the_samples_there_are()
    {
        var (code, output) = await DemoAsync("application-teirs");
        code.Should().Be(1);
        output.Should().Contain("application-tiers").And.Contain("sql-always-on");
    }

    [Fact]
    public async Task What_a_program_writes_to_standard_error_is_shown_and_is_no_error()
    {
        using var script = new TemporaryScript("bash -c 'echo to standard error >&2'; ilb exec nobody -- true; 'goes on'; exit 0");
        var (code, output) = await DemoAsync(script.Path);
        output.Should().Contain("to standard error").And.Contain("No machine 'nobody'").And.Contain("goes on").And.NotContain("at /");
        code.Should().Be(0);
    }

    private static Task<(int Code, string Output)> DemoAsync(string script)
    {
        HostNamespace.RefuseWayOut();
        return IlbProgram.RunAsync("demo", script);
    }

    private static void ShouldBeAsPromised((int Code, string Output) demo, int rows)
    {
        demo.Output.Should().Contain("All as promised").And.NotContain("FAILED");
        demo.Output.Split('\n').Count(line => line.TrimEnd().EndsWith(" ok", StringComparison.Ordinal)).Should().Be(rows, demo.Output);
        demo.Code.Should().Be(0);
    }

    private sealed class TemporaryScript : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ilb-e2e-");

        public TemporaryScript(string text) => File.WriteAllText(Path, text);

        public string Path => System.IO.Path.Combine(_folder.FullName, "script.ps1");

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
