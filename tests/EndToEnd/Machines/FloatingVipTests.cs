using System.Diagnostics;
using System.Net;
using AwesomeAssertions;
using Ilb.Agent.Machines;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.EndToEnd.Machines;

/// <summary>The VIPs on the loopback of machines, with an agent that comes and goes.</summary>
public sealed class FloatingVipTests
{
    private static readonly IPAddress Vip = IPAddress.Parse("10.1.0.100"), Other = IPAddress.Parse("10.1.0.101");

    [Fact]
    public async Task Vip_that_somebody_took_away_is_told_and_given_back_by_the_audit()
    {
        await using var host = new TestHost { AuditInterval = TimeSpan.FromSeconds(3) };
        host.Start();
        host.Want(With(host, Vip));
        await HasAsync(host, Vip);
        host.Agent.MissingVips().Should().BeEmpty();

        On(host, (routes, loopback) => routes.RemoveAddress(loopback, Vip, 32));
        host.Agent.MissingVips().Should().ContainSingle().Which.Vip.Should().Be(Vip);
        await HasAsync(host, Vip);
        host.Agent.MissingVips().Should().BeEmpty();
    }

    [Fact]
    public async Task What_changed_while_no_agent_ran_is_made_so_by_the_next_one()
    {
        await using var host = new TestHost();
        host.Start();
        host.Want(With(host, Vip));
        await HasAsync(host, Vip);
        await host.StopAsync();

        host.Want(With(host, Other));
        host.Start();
        await HasAsync(host, Other);
        await host.StopAsync();
        host.Want(host.Snapshot with { Sets = [] });
        host.Start();
        await HasAsync(host);
    }

    [Fact]
    public async Task Machine_asks_for_its_router_as_itself_also_while_it_answers_as_the_vip()
    {
        await using var host = new TestHost();
        host.Start();
        host.Want(With(host, Vip));
        await HasAsync(host, Vip);
        await host.RunsAsync(1, 2);
        await Eventually.TrueAsync(() => host.Log("web1").Contains("tcp/1433", StringComparison.Ordinal), "web1 listens");

        for (var i = 0; i < 3; i++)
        {
            Flush(host);
            (await host.ExecuteAsync("web2", "curl", "-s", "-m", "5", $"http://{Vip}:1433/")).Output.Should().StartWith($"web1 {Vip}:1433 ");
        }

        host.Agent.Verdicts()["arp_spoofed"].Should().Be(0);
    }

    /// <summary>web1 is the member of one set, web2 of none.</summary>
    private static Snapshot With(TestHost host, IPAddress vip)
    {
        var endpoint = new MachineEndpoint("sql", Protocol.Tcp, 1433, null, null);
        var web1 = TestHost.Machine(1, "web1") with { Endpoints = [endpoint] };
        return host.Snapshot with
        {
            Machines = [web1, TestHost.Machine(2, "web2")],
            Vips = [new VipEntry(1, vip, "MyWebsite1", "MyILB")],
            Sets =
            [
                new SetEntry(
                    new Slot(1, 1), 1, vip, Protocol.Tcp, 1433, "MyWebsite1/sql", 251, Distribution.FiveTuple, TimeSpan.FromMinutes(4), true, null,
                    [new BackendEntry(new Slot(1, 1), "MyWebsite1/web1/sql", 1, web1.Address, 1433, BackendState.Up, 100)]),
            ],
        };
    }

    private static Task HasAsync(TestHost host, params IPAddress[] vips) => Eventually.TrueAsync(
        () =>
        {
            IReadOnlyList<IPAddress> has = [];
            return Try(() => On(host, (routes, loopback) => has = routes.Addresses(loopback)))
                && has.Where(address => !IPAddress.IsLoopback(address)).SequenceEqual(vips);
        },
        $"web1 has {string.Join(", ", vips.Select(vip => vip.ToString()))}");

    private static bool Try(Action look)
    {
        try
        {
            look();
            return true;
        }
        catch (NamespaceException)
        {
            return false; // it is being made
        }
    }

    private static void On(TestHost host, Action<RouteSocket, int> action)
    {
        using var inside = NetworkNamespace.Open(Namespace(host));
        using var routes = inside.Run(RouteSocket.Open);
        if (routes.Find("lo") is { } loopback)
            action(routes, loopback.Index);
    }

    private static void Flush(TestHost host)
    {
        using var process = Process.Start("nsenter", [$"--net={Namespace(host)}", "ip", "neigh", "flush", "all"]);
        process.WaitForExit();
    }

    private static string Namespace(TestHost host) => MachinePort.NamespacePath(host.Installation, new Slot(1, 1));
}
