using System.Diagnostics;
using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;
using static Ilb.EndToEnd.Scenario.BalancedNetwork;

namespace Ilb.EndToEnd.Scenario;

/// <summary>Machines fall silent, come back, and are stopped by their operator. One after the other: they share the machines.</summary>
public sealed class ProbeTests(BalancedNetwork network) : IClassFixture<BalancedNetwork>
{
    private ServedInstallation Served => network.Served;

    [Fact]
    public async Task Silent_machine_gets_no_new_connections_once_its_probe_is_down_and_takes_them_again_when_it_is_back()
    {
        await Served.SilenceAsync("web2", 12);
        await Served.HealthyAsync(Service, 1);
        await using var load = Load.Start(network.Client, network.Vip);
        await load.MoreAsync(50);
        var whileDown = await load.StopAsync();
        whileDown.Should().OnlyContain(reply => reply.Machine == "web1");
        var reason = (await Served.StatusAsync()).Vips.Single().Sets[0].Backends.Single(backend => backend.Health != "up").Reason;
        reason.Should().Contain("refused").And.Contain(":8080");

        await Served.HealthyAsync(Service, 2);
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web1", "web2");
    }

    [Fact]
    public async Task Machine_whose_http_probe_answers_503_keeps_its_connections_and_gets_no_new_ones()
    {
        await EachAsync(role => role.Endpoints()[0].LoadBalancerProbe!.Protocol = "http", path: "/");
        await Served.HealthyAsync(Service, 2);
        var held = await network.HoldAsync(20);
        held.Select(one => one.Machine).Distinct().Should().HaveCount(2);

        await Served.ExecuteAsync("web1", "sh", "-c", "echo 503 > /run/responder/status");
        await Served.HealthyAsync(Service, 1);
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web2");
        await Served.ExecuteAsync("web1", "rm", "/run/responder/status");
        foreach (var (conversation, machine) in held)
            (await conversation.AskAsync()).Machine.Should().Be(machine, "established connections stay");

        await Served.HealthyAsync(Service, 2);
        await EachAsync(role => role.Endpoints()[0].LoadBalancerProbe!.Protocol = "tcp", path: null);
        foreach (var (conversation, _) in held)
            conversation.Dispose();
    }

    [Fact]
    public async Task All_machines_down_refuses_new_connections_and_datagrams_quickly()
    {
        await Task.WhenAll(Served.SilenceAsync("web1", 14), Served.SilenceAsync("web2", 14));
        await Served.HealthyAsync(Service, 0);
        var since = Stopwatch.GetTimestamp();
        (await Conversation.OnceAsync(network.Client, network.Vip)).Failure.Should().Be(nameof(SocketError.ConnectionRefused));
        Stopwatch.GetElapsedTime(since).Should().BeLessThan(TimeSpan.FromSeconds(2));
        var status = await Served.StatusAsync();
        status.AllServed.Should().BeFalse();
        status.Verdicts["no_backend"].Should().BePositive();

        await Served.HealthyAsync(Service, 2);
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web1", "web2");
    }

    [Fact]
    public async Task Udp_moves_to_another_machine_when_the_probe_goes_down_and_is_refused_when_there_is_none()
    {
        foreach (var machine in (string[])["web1", "web2"])
            await Served.ChangeRoleAsync(Service, machine, role => role.Endpoints().Add(Documents.Member("dns", 53, 53, "udp", probePort: 80)));
        await Served.HealthyAsync(Service, 4);
        try
        {
            await UdpMovesAsync();
        }
        finally
        {
            foreach (var machine in (string[])["web1", "web2"])
                await Served.ChangeRoleAsync(Service, machine, role => role.Endpoints().RemoveAll(endpoint => endpoint.Port == 53));
        }
    }

    private async Task UdpMovesAsync()
    {
        using var datagrams = Datagrams.Open(network.Client, network.At(53));
        // The probe watches :80; the socket that echoes may come a moment later, on either machine.
        var echoed = new HashSet<string?>();
        await Eventually.TrueAsync(
            async () =>
            {
                echoed.Add(await EchoesAsync());
                return echoed.IsSupersetOf(["web1", "web2"]);
            },
            "both echo");
        var first = "";
        await Eventually.TrueAsync(async () => (first = (await datagrams.AskAsync()).Machine ?? "") != "", "one echoes");
        var other = first == "web1" ? "web2" : "web1";

        await Served.SilenceAsync(first, 30);
        await Served.HealthyAsync(Service, 2);
        (await datagrams.AskAsync()).Machine.Should().Be(other);
        await Served.SilenceAsync(other, 14);
        await Served.HealthyAsync(Service, 0);
        (await datagrams.AskAsync()).Failure.Should().Be(nameof(SocketError.ConnectionRefused));

        await Served.HealthyAsync(Service, 4, seconds: 60);
    }

    /// <summary>Who echoes a new client port; null when nobody does.</summary>
    private async Task<string?> EchoesAsync()
    {
        using var datagrams = Datagrams.Open(network.Client, network.At(53));
        return (await datagrams.AskAsync()).Machine;
    }

    [Fact]
    public async Task Machine_stopped_by_its_operator_loses_no_request_and_comes_back_when_started()
    {
        await using var load = Load.Start(network.Client, network.Vip);
        await load.MoreAsync(20);
        await Served.OperateAsync(Service, "web1", "ShutdownRoleOperation");
        await load.MoreAsync(50);
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web2");

        await Served.OperateAsync(Service, "web1", "StartRoleOperation");
        await Served.HealthyAsync(Service, 2);
        await load.MoreAsync(20);
        (await load.StopAsync()).Should().OnlyContain(reply => reply.Failure == null);
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web1", "web2");
    }

    private async Task EachAsync(Action<Contracts.Role> change, string? path)
    {
        // The set's probe is shared: changing it at one member changes it for all.
        await Served.ChangeRoleAsync(Service, "web1", role =>
        {
            change(role);
            role.Endpoints()[0].LoadBalancerProbe!.Path = path;
        });
    }
}
