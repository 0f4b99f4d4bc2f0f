using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Ilb.Model.Addressing;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.EndToEnd.Machines;

public sealed class ProbeTests
{
    private static readonly ProbeEntry Tcp = new(100, null, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(31));

    /// <summary>Writes down who connects.</summary>
    private const string Listener = """
        {"images": [{"name": "watch", "command": "python3", "arguments": ["-uc",
          "import socket\ns = socket.create_server(('', 100))\nwhile True: print(s.accept()[1][0])"]}]}
        """;

    [Fact]
    public async Task Listening_machine_is_found_at_once_and_silence_is_seen()
    {
        await using var host = new TestHost();
        host.Start();
        Serve(host, Tcp with { Interval = TimeSpan.FromMilliseconds(200) });
        await Eventually.TrueAsync(() => host.LastProbe(1) is { Failure: null }, "the probe succeeds");

        await host.ExecuteAsync("web1", "sh", "-c", "echo 1 > /run/responder/silent");
        await Eventually.TrueAsync(() => host.LastProbe(1) is { Failure: "refused" }, "silence is refusal");
        await Eventually.TrueAsync(() => host.LastProbe(1) is { Failure: null }, "it comes back");
    }

    [Fact]
    public async Task Machine_sees_the_probe_come_from_the_platforms_address()
    {
        await using var host = new TestHost(Listener);
        host.Start();
        Serve(host, Tcp, image: "watch");
        await Eventually.TrueAsync(() => host.LastProbe(1) is { Failure: null }, "the probe succeeds");

        await Eventually.TrueAsync(() => Log(host).Contains("168.63.129.16"), "it is logged");
    }

    [Fact]
    public async Task Http_probe_wants_status_200()
    {
        await using var host = new TestHost();
        host.Start();
        Serve(host, Tcp with { HttpPath = "/health", Interval = TimeSpan.FromMilliseconds(200) });
        await Eventually.TrueAsync(() => host.LastProbe(1) is { Failure: null }, "the probe succeeds");

        await host.ExecuteAsync("web1", "sh", "-c", "echo 503 > /run/responder/status");
        await Eventually.TrueAsync(() => host.LastProbe(1) is { Failure: "status 503" }, "the status is told");
    }

    [Fact]
    public async Task Responder_follows_its_endpoints()
    {
        await using var host = new TestHost();
        host.Start();
        Serve(host, Tcp);
        await Eventually.TrueAsync(() => host.LastProbe(1) is { Failure: null }, "it listens on 100");

        Serve(host, Tcp with { Port = 200 });
        await Eventually.TrueAsync(() => host.LastProbe(1) is { Failure: null } && Log(host).Contains("tcp/200"), "it listens on 200");
        (await host.ExecuteAsync("web1", "curl", "-s", "http://10.1.0.4:100")).Code.Should().NotBe(0);
    }

    [Fact]
    public async Task Stopped_machine_is_not_probed()
    {
        await using var host = new TestHost();
        host.Start();
        Serve(host, Tcp);
        await Eventually.TrueAsync(() => host.LastProbe(1) is { Failure: null }, "the probe succeeds");

        Serve(host, Tcp, power: MachinePower.Stopped);
        await Eventually.TrueAsync(() => host.Last(1)?.Status == MachineStatus.Stopped, "web1 stops");
        host.LastProbe(1)!.Failure.Should().BeNull("nobody asked a machine that is stopping");
    }

    private static string Log(TestHost host) => host.Log("web1");

    private static void Serve(TestHost host, ProbeEntry probe, string image = "ilb-responder", MachinePower power = MachinePower.Running)
    {
        var endpoint = new MachineEndpoint("web", Protocol.Tcp, probe.Port, probe.Port, probe.HttpPath);
        var machine = TestHost.Machine(1, "web1", image) with { Power = power, Endpoints = [endpoint] };
        var backend = new BackendEntry(new Slot(1, 1), "MyWebsite1/web1/web", 1, machine.Address, probe.Port, BackendState.Up, 100);
        var set = new SetEntry(
            new Slot(1, 1), 1, System.Net.IPAddress.Parse("10.1.0.100"), Protocol.Tcp, 80, "MyWebsite1/web", 2003, Distribution.FiveTuple,
            TimeSpan.FromMinutes(4), false, probe, [backend]);
        host.Want(host.Snapshot with { Machines = [machine], Sets = [set], Vips = [new VipEntry(1, set.Address, "MyWebsite1", "ilb")] });
    }
}
