using System.Text.RegularExpressions;
using AwesomeAssertions;
using Ilb.Agent.Machines;
using Ilb.Datapath.Namespaces;
using Ilb.EndToEnd.Fixtures;
using Ilb.MachineContract;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.EndToEnd.Machines;

public sealed class SupervisionTests
{
    private const string Images = """
        {"images": [
          {"name": "short", "command": "sh", "arguments": ["-c", "echo started; exit 3"]},
          {"name": "sleeper", "command": "sleep", "arguments": ["1000000"], "user": "nobody", "environment": {"TZ": "UTC"}}
        ]}
        """;

    [Fact]
    public async Task Process_that_ends_is_started_again()
    {
        await using var host = new TestHost(Images);
        host.Start();
        host.Want(TestHost.Machine(1, "web1", image: "short"));

        await Eventually.TrueAsync(() => State(host, 1)?.Restarts >= 2, "two restarts");
        await Eventually.TrueAsync(() => host.Last(1)?.Status == MachineStatus.Failed, "the keeper tells");
        host.Seen.OfType<MachineObservation>().Should().Contain(
            seen => seen.Status == MachineStatus.Failed && seen.Detail == "sh ended with code 3");
        host.Log("web1").Should().Contain("started\nilb: sh ended with code 3");
    }

    [Fact]
    public async Task Command_runs_as_the_images_user_with_its_environment()
    {
        await using var host = new TestHost(Images);
        host.Start();
        host.Want(TestHost.Machine(1, "web1", image: "sleeper"));
        await host.RunsAsync(1);

        (await host.ExecuteAsync("web1", "stat", "-c", "%U", "/proc/2")).Output.Should().Be("nobody\n");
        host.Shell.Names().Should().Equal("MyWebsite1/web1");
    }

    [Fact]
    public async Task Machine_outlives_its_agent_and_is_taken_over_by_the_next()
    {
        await using var host = new TestHost();
        host.Start();
        host.Want(TestHost.Machine(1, "web1"));
        await host.RunsAsync(1);
        var before = State(host, 1);

        await host.StopAsync();
        (await host.ExecuteAsync("web1", "true")).Code.Should().Be(0);
        var seen = host.Seen.Count;
        host.Start();
        await Eventually.TrueAsync(() => host.Seen.Skip(seen).OfType<MachineObservation>().Any(), "the next agent tells of it");

        State(host, 1).Should().Be(before);
    }

    [Fact]
    public async Task Stopped_machine_has_no_process_and_keeps_its_port()
    {
        await using var host = new TestHost();
        host.Start();
        host.Want(TestHost.Machine(1, "web1"));
        await host.RunsAsync(1);

        host.Want(TestHost.Machine(1, "web1") with { Power = MachinePower.Stopped });
        await Eventually.TrueAsync(() => host.Last(1)?.Status == MachineStatus.Stopped, "web1 stops");
        host.Supervisors().Should().BeEmpty();
        NetworkNamespace.Exists(MachinePort.NamespacePath(host.Installation, new Slot(1, 1))).Should().BeTrue();

        host.Want(TestHost.Machine(1, "web1"));
        await host.RunsAsync(1);
    }

    [Fact]
    public async Task Restart_asked_for_by_the_operator_makes_another_process()
    {
        await using var host = new TestHost();
        host.Start();
        host.Want(TestHost.Machine(1, "web1"));
        await host.RunsAsync(1);
        var before = State(host, 1)!.Supervisor;

        host.Want(TestHost.Machine(1, "web1") with { Restarts = 1 });
        await Eventually.TrueAsync(() => State(host, 1) is { Status: ProcessStatus.Running } now && now.Supervisor != before, "another one runs");
    }

    [Fact]
    public async Task Supervisor_that_is_killed_takes_its_machine_along_and_comes_back()
    {
        await using var host = new TestHost();
        host.Start();
        host.Want(TestHost.Machine(1, "web1"));
        await host.RunsAsync(1);
        var before = State(host, 1)!;

        Signals.Send(before.Supervisor, Signals.Kill);
        await Eventually.TrueAsync(() => !Directory.Exists($"/proc/{before.First}"), "its first process ends");
        await Eventually.TrueAsync(() => State(host, 1) is { Status: ProcessStatus.Running } now && now.Supervisor != before.Supervisor, "it is back");
    }

    [Fact]
    public async Task Removed_machine_leaves_nothing()
    {
        await using var host = new TestHost();
        host.Start();
        host.Want(TestHost.Machine(1, "web1"), TestHost.Machine(2, "web2"));
        await host.RunsAsync(1, 2);

        host.Want(TestHost.Machine(2, "web2"));
        await Eventually.TrueAsync(() => !Directory.Exists(MachineFolder.Of(host.Installation, new Slot(1, 1)).Path), "its folder goes");
        await Eventually.TrueAsync(() => !NetworkNamespace.Exists(MachinePort.NamespacePath(host.Installation, new Slot(1, 1))), "its namespace goes");
        host.Shell.Names().Should().Equal("MyWebsite1/web2");
        (await host.ExecuteAsync("web2", "true")).Code.Should().Be(0);
    }

    [Fact]
    public async Task Limits_of_the_instance_size_hold_the_processes()
    {
        await using var host = new TestHost();
        host.Start();
        host.Want(TestHost.Machine(1, "web1"));
        await host.RunsAsync(1);

        var groups = await File.ReadAllTextAsync($"/proc/{State(host, 1)!.First}/cgroup", TestContext.Current.CancellationToken);
        Regex.Count(groups, $"/{host.Installation.Name}/1.1").Should().BePositive(groups);
    }

    private static MachineState? State(TestHost host, uint slot) => MachineFolder.Of(host.Installation, new Slot(slot, 1)).ReadState();
}
