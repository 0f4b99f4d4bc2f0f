using AwesomeAssertions;
using Ilb.Agent.Machines;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.EndToEnd.Machines;

/// <summary>One machine that can't have its port is no reason for another to wait.</summary>
public sealed class BadPortTests
{
    [Fact]
    public async Task A_port_that_can_not_be_made_does_not_delay_the_next_change()
    {
        const int attempts = 7; // The pause after them is 6.4 s.
        await using var host = new TestHost();
        var obstacle = Path.Combine(MachinePort.NamespacePath(host.Installation, new Slot(1, 1)), "in-the-way");
        Directory.CreateDirectory(obstacle);
        host.Start();
        host.Want(TestHost.Machine(1, "web1"));
        await Eventually.TrueAsync(() => Failures(host) >= attempts, "its port fails again and again");

        host.Want(TestHost.Machine(1, "web1"), TestHost.Machine(2, "web2"));

        await Eventually.TrueAsync(() => host.Last(2)?.Status == MachineStatus.Running, "web2 runs meanwhile", seconds: 3);
        Directory.Delete(Path.GetDirectoryName(obstacle)!, recursive: true);
        await host.RunsAsync(1);
    }

    [Fact]
    public async Task An_interface_that_goes_while_a_change_fails_is_made_again()
    {
        await using var host = new TestHost();
        host.Start();
        host.Want(TestHost.Machine(1, "web1"), TestHost.Machine(2, "web2"));
        await host.RunsAsync(1, 2);
        using (var inside = NetworkNamespace.Open(host.Installation.SwitchNamespace))
        using (var routes = inside.Run(RouteSocket.Open))
            routes.Delete("p1.1");

        host.Want(TestHost.Machine(1, "web1"), TestHost.Machine(2, "web2"), TestHost.Machine(3, "web3", network: 99));
        await Task.Delay(500, TestContext.Current.CancellationToken);
        host.Want(TestHost.Machine(1, "web1"), TestHost.Machine(2, "web2"), TestHost.Machine(3, "web3"));

        await Eventually.TrueAsync(() => host.Devices().Contains("p1.1"), "web1's interface is back");
        await host.RunsAsync(1, 2, 3);
        host.Seen.OfType<AppliedObservation>().Should().Contain(seen => seen.Revision == host.Snapshot.Revision);
    }

    private static int Failures(TestHost host) => host.Seen.OfType<MachineObservation>().Count(seen => seen.Status == MachineStatus.Failed);
}
