using AwesomeAssertions;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Feed;
using Xunit;

namespace Ilb.EndToEnd.Machines;

public sealed class DriftTests
{
    [Fact]
    public async Task Interface_that_somebody_deleted_is_made_again()
    {
        await using var host = new TestHost { AuditInterval = TimeSpan.FromMilliseconds(300) };
        host.Start();
        host.Want(TestHost.Machine(1, "web1"), TestHost.Machine(2, "web2"));
        await host.RunsAsync(1, 2);

        Delete(host, "p1.1");

        await Eventually.TrueAsync(() => host.Devices().Contains("p1.1"), "its interface is back");
        await Eventually.TrueAsync(() => Answers(host), "web1 reaches web2 again");
    }

    [Fact]
    public async Task Hundred_machines_come_up_together()
    {
        await using var host = new TestHost();
        host.Start();
        host.Want([.. Enumerable.Range(1, 100).Select(slot => TestHost.Machine((uint)slot, $"web{slot}"))]);
        await host.RunsAsync([.. Enumerable.Range(1, 100).Select(slot => (uint)slot)]);

        host.Seen.OfType<MachineObservation>().Should().NotContain(seen => seen.Status == MachineStatus.Failed);
        host.Supervisors().Should().HaveCount(100);
    }

    private static void Delete(TestHost host, string device)
    {
        using var inside = NetworkNamespace.Open(host.Installation.SwitchNamespace);
        using var routes = inside.Run(RouteSocket.Open);
        routes.Delete(device);
    }

    private static bool Answers(TestHost host)
    {
        try
        {
            return host.ExecuteAsync("web1", "curl", "-s", "-m", "1", "http://10.1.0.5/").GetAwaiter().GetResult().Code == 0;
        }
        catch (Ilb.Agent.MachineNotFoundException)
        {
            return false;
        }
    }
}
