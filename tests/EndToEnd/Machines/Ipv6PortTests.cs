using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.EndToEnd.Machines;

/// <summary>IPv6 that comes and goes, and probes over it.</summary>
public sealed class Ipv6PortTests
{
    private static readonly ProbeEntry Tcp = new(100, null, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1));

    /// <summary>Writes down who connects.</summary>
    private const string Listener = """
        {"images": [{"name": "watch", "command": "python3", "arguments": ["-uc",
          "import socket\ns = socket.create_server(('::', 100), family=socket.AF_INET6)\nwhile True: print(s.accept()[1][0])"]}]}
        """;

    [Fact]
    public async Task Machine_gets_and_loses_ipv6_while_its_process_goes_on()
    {
        await using var host = new TestHost();
        host.Start();
        host.Want(TestHost.Machine(1, "web1"), TestHost.Machine(2, "web2"));
        await host.RunsAsync(1, 2);
        var supervisors = host.Supervisors();

        host.Want(WithIpv6(host, DualStackNetwork.Machine(1, "web1"), DualStackNetwork.Machine(2, "web2")));
        await Eventually.TrueAsync(async () => await CallAsync(host, "web2", "fd00:1::a01:4") == 0, "web2 reaches web1 by IPv6");
        host.Want(TestHost.OneNetwork with { Machines = [TestHost.Machine(1, "web1"), TestHost.Machine(2, "web2")] });
        await Eventually.TrueAsync(async () => !(await host.ExecuteAsync("web1", "ip", "addr")).Output.Contains("fd00:1::", StringComparison.Ordinal), "it is gone");

        (await CallAsync(host, "web2", "10.1.0.4")).Should().Be(0);
        host.Supervisors().Should().BeEquivalentTo(supervisors, "no process was started anew");
    }

    [Fact]
    public async Task Next_agent_finds_ipv6_as_the_one_before_left_it()
    {
        await using var host = new TestHost();
        host.Start();
        host.Want(WithIpv6(host, DualStackNetwork.Machine(1, "web1"), DualStackNetwork.Machine(2, "web2")));
        await host.RunsAsync(1, 2);
        await Eventually.TrueAsync(async () => await CallAsync(host, "web2", "fd00:1::a01:4") == 0, "web2 reaches web1 by IPv6");
        await host.StopAsync();

        (await CallAsync(host, "web2", "fd00:1::a01:4")).Should().Be(0, "no agent is needed for packets");
        host.Start();
        await host.RunsAsync(1, 2);
        (await CallAsync(host, "web2", "fd00:1::a01:4")).Should().Be(0);
    }

    [Fact]
    public async Task Probe_of_an_ipv6_backend_sees_silence_though_another_network_has_the_same_address()
    {
        await using var host = new TestHost();
        host.Start();
        host.Want(Probed(host, "ilb-responder"));
        await Eventually.TrueAsync(() => host.LastProbe(1) is { Failure: null } && host.LastProbe(2) is { Failure: null }, "both probes succeed");

        await host.ExecuteAsync("web1", "sh", "-c", "echo 5 > /run/responder/silent");
        await Eventually.TrueAsync(() => host.LastProbe(1) is { Failure: "refused" }, "silence is refusal");
        host.LastProbe(2)!.Failure.Should().BeNull("it is another machine");
        await Eventually.TrueAsync(() => host.LastProbe(1) is { Failure: null }, "it comes back");
    }

    [Fact]
    public async Task Machine_sees_the_probe_come_from_the_platforms_address_in_ipv6()
    {
        await using var host = new TestHost(Listener);
        host.Start();
        host.Want(Probed(host, "watch"));
        await host.RunsAsync(1);

        await Eventually.TrueAsync(() => host.Log("web1").Contains("64:ff9b::a83f:8110", StringComparison.Ordinal), "it is logged");
    }

    /// <summary>The host resets what no probe of its own knows; that reset must not find another's way.</summary>
    [Fact]
    public async Task What_the_host_says_to_a_machine_reaches_nobody_else_with_its_address()
    {
        const int packets = 50;
        await using var host = new TestHost();
        host.Start();
        host.Want(Probed(host, "ilb-responder"));
        await Eventually.TrueAsync(() => host.LastProbe(1) is { Failure: null } && host.LastProbe(2) is { Failure: null }, "both probes succeed");
        using var web1 = new MachinePlace(host.Shell.NetworkNamespacePath("web1"), "web1", IPAddress.IPv6Any);
        using var twin = new MachinePlace(host.Shell.NetworkNamespacePath("twin1"), "twin1", IPAddress.IPv6Any);
        using var seenByWeb1 = new StrayResets(web1);
        var before = host.Agent.Verdicts()["probe_reply"];

        StrayResets.Provoke(twin, packets);

        await Eventually.TrueAsync(() => host.Agent.Verdicts()["probe_reply"] >= before + packets, "the host got them");
        await Eventually.TrueAsync(() => seenByWeb1.SawProbes, "web1 sees what is for it");
        seenByWeb1.Count.Should().Be(0);
    }

    /// <summary>web1 and its double in another network, each the one backend of a set.</summary>
    private static Snapshot Probed(TestHost host, string image)
    {
        var web1 = DualStackNetwork.Machine(1, "web1") with { Image = image, Endpoints = [new MachineEndpoint("web", Protocol.Tcp, 100, 100, null)] };
        var twin = web1 with { Port = new Slot(2, 1), Name = "twin1", Network = 2 };
        var snapshot = WithIpv6(host, web1, twin);
        return snapshot with
        {
            Networks = [.. snapshot.Networks, snapshot.Networks[0] with { Slot = new Slot(2, 1), Name = "Other" }],
            Sets = [Set(web1), Set(twin)],
            Vips = [new VipEntry(1, DualStackNetwork.Ipv6Vip, "MyWebsite1", "MyILB"), new VipEntry(2, DualStackNetwork.Ipv6Vip, "MyWebsite1", "MyILB")],
        };
    }

    private static SetEntry Set(MachineEntry member) => new(
        member.Port, member.Network, DualStackNetwork.Ipv6Vip, Protocol.Tcp, 80, $"MyWebsite1/{member.Name}", 251, Distribution.FiveTuple, TimeSpan.FromMinutes(4), false, Tcp,
        [new BackendEntry(member.Port, $"MyWebsite1/{member.Name}/web", member.Port.Index, member.Ipv6Address!, 100, BackendState.Up, 100)]);

    private static Snapshot WithIpv6(TestHost host, params MachineEntry[] machines) => host.Snapshot with
    {
        Networks = [host.Snapshot.Networks[0] with { Ipv6 = DualStackNetwork.Prefix }],
        Machines = [.. machines],
    };

    private static async Task<int> CallAsync(TestHost host, string from, string address) =>
        (await host.ExecuteAsync(from, "curl", "-s", "-m", "5", $"http://{new IPEndPoint(IPAddress.Parse(address), 80)}/")).Code;
}
