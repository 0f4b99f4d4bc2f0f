using AwesomeAssertions;
using Ilb.Agent.Machines;
using Ilb.EndToEnd.Fixtures;
using Ilb.MachineContract;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.EndToEnd.Machines;

/// <summary>What a keeper was about to do and could not, and files that are not as they should be.</summary>
public sealed class InterruptionTests
{
    [Fact]
    public async Task A_restart_that_was_cut_short_is_made_up_for()
    {
        var cuts = 1;
        await using var host = new TestHost
        {
            Watch = seen =>
            {
                if (seen is MachineObservation { Status: MachineStatus.Stopping } && Interlocked.Exchange(ref cuts, 0) == 1)
                    throw new IOException("cut short");
            },
        };
        host.Start();
        host.Want(TestHost.Machine(1, "web1"));
        await host.RunsAsync(1);
        var before = State(host)!.Supervisor;

        host.Want(TestHost.Machine(1, "web1") with { Restarts = 1 });

        await Eventually.TrueAsync(() => cuts == 0, "the restart is cut short");
        await Eventually.TrueAsync(() => State(host) is { Status: ProcessStatus.Running } now && now.Supervisor != before, "another one runs");
    }

    [Fact]
    public async Task A_supervisor_that_dies_before_its_first_word_is_told_and_tried_again()
    {
        await using var host = new TestHost();
        var obstacle = Path.Combine(MachineFolder.Of(host.Installation, new Slot(1, 1)).Path, "state.json.new");
        Directory.CreateDirectory(obstacle);
        host.Start();
        host.Want(TestHost.Machine(1, "web1"));
        await Eventually.TrueAsync(() => host.Last(1)?.Status == MachineStatus.Failed, "it is told");
        host.Last(1)!.Detail.Should().Contain("its supervisor ended");

        host.Want(TestHost.Machine(1, "web1") with { Power = MachinePower.Stopped });
        await Eventually.TrueAsync(() => host.Last(1)?.Status == MachineStatus.Stopped, "a wish is heard meanwhile");
        Directory.Delete(obstacle);
        host.Want(TestHost.Machine(1, "web1"));
        await host.RunsAsync(1);
    }

    [Theory]
    [InlineData("state.json")]
    [InlineData("spec.json")]
    public async Task A_file_that_was_torn_is_made_anew(string file)
    {
        await using var host = new TestHost();
        host.Start();
        host.Want(TestHost.Machine(1, "web1"));
        await host.RunsAsync(1);
        var before = State(host)!.Supervisor;
        await host.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(MachineFolder.Of(host.Installation, new Slot(1, 1)).Path, file), "{ torn");

        host.Start();

        await Eventually.TrueAsync(() => Runs(host, before), "it is started anew");
        host.Supervisors().Should().ContainSingle();
    }

    private static bool Runs(TestHost host, int notThis)
    {
        try
        {
            return State(host) is { Status: ProcessStatus.Running } now && now.Supervisor != notThis;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }

    private static MachineState? State(TestHost host) => MachineFolder.Of(host.Installation, new Slot(1, 1)).ReadState();
}
