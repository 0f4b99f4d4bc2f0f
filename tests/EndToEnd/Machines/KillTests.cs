using AwesomeAssertions;
using Ilb.Agent.Machines;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.EndToEnd.Machines;

public sealed class KillTests
{
    /// <summary>Whatever an agent was doing when it was killed, the next one ends up with just what is wanted.</summary>
    [Fact]
    public async Task Agent_killed_at_any_moment_leaves_nothing_half_made()
    {
        const int rounds = 8;
        await using var host = new TestHost();
        var chance = new Random(1);
        for (var round = 0; round < rounds; round++)
        {
            using (var agent = KilledAgent.Start(host.Installation, machines: 5))
            {
                await Task.Delay(chance.Next(200, 1500), TestContext.Current.CancellationToken);
                agent.Kill();
                await agent.WaitForExitAsync(TestContext.Current.CancellationToken);
            }
        }

        host.Start();
        host.Want(TestHost.Machine(1, "web1"), TestHost.Machine(2, "web2"));
        await host.RunsAsync(1, 2);
        Slot[] wanted = [new(1, 1), new(2, 1)];
        await Eventually.TrueAsync(() => host.Ports().SetEquals(wanted), "only their folders are left");
        await Eventually.TrueAsync(() => host.Ports(host.Installation.NamespacesDirectory).SetEquals(wanted), "only their namespaces are left");
        await Eventually.TrueAsync(() => host.Devices().Order().SequenceEqual(["p1.1", "p2.1"]), "only their interfaces are left");
        await Eventually.TrueAsync(() => host.Supervisors().Count == 2, "only their supervisors are left");
        await Eventually.TrueAsync(() => host.Log("web2").Contains("tcp/80"), "web2 listens");
        (await host.ExecuteAsync("web1", "curl", "-s", "-m", "5", "http://10.1.0.5/")).Code.Should().Be(0);
    }

    [Fact]
    public async Task Tear_down_after_a_kill_leaves_nothing_at_all()
    {
        await using var host = new TestHost();
        using (var agent = KilledAgent.Start(host.Installation, machines: 5))
        {
            await Eventually.TrueAsync(() => host.Supervisors().Count > 2, "some machines run");
            agent.Kill();
            await agent.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await Ilb.Agent.TearDown.RunAsync(host.Installation, cancellation: TestContext.Current.CancellationToken);
        host.Supervisors().Should().BeEmpty();
        Directory.Exists(host.Installation.RunDirectory).Should().BeFalse();
        Directory.Exists(host.Installation.PinDirectory).Should().BeFalse();
        MachineFolder.All(host.Installation).Should().BeEmpty();
        Directory.Exists($"/sys/fs/cgroup/memory/{host.Installation.Name}").Should().BeFalse();
    }
}
