using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;
using static Ilb.EndToEnd.Scenario.BalancedNetwork;

namespace Ilb.EndToEnd.Scenario;

/// <summary>Machines and traffic outlive `ilb serve`.</summary>
public sealed class RestartTests(BalancedNetwork network) : IClassFixture<BalancedNetwork>
{
    private ServedInstallation Served => network.Served;

    [Fact]
    public async Task Killed_and_started_again_it_costs_no_connection_and_no_request()
    {
        var processes = await Served.ProcessesAsync();
        var held = await network.HoldAsync(20);
        held.Select(one => one.Machine).Distinct().Should().HaveCount(2);
        await using var load = Load.Start(network.Client, network.Vip);
        await load.MoreAsync(20);

        await Served.KillAsync();
        await load.MoreAsync(100);
        foreach (var (conversation, machine) in held)
            (await conversation.AskAsync()).Machine.Should().Be(machine);
        await Served.ServeAsync();
        await load.MoreAsync(100);
        await Served.HealthyAsync(Service, 2);
        await load.MoreAsync(100);

        (await load.StopAsync()).Should().OnlyContain(reply => reply.Failure == null);
        foreach (var (conversation, machine) in held)
        {
            (await conversation.AskAsync()).Machine.Should().Be(machine);
            conversation.Dispose();
        }

        (await Served.ProcessesAsync()).Should().Equal(processes, "machines are the same processes as before");
    }

    [Fact]
    public async Task Stopped_cleanly_it_leaves_machines_and_traffic_alone()
    {
        using var held = await Conversation.OpenAsync(network.Client, network.Vip);
        var first = await held.AskAsync();
        (await Served.StopAsync()).Should().Be(0);

        (await held.AskAsync()).Should().Be(first);
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web1", "web2");
        await Served.ServeAsync();
        await Served.HealthyAsync(Service, 2);
        (await held.AskAsync()).Should().Be(first);
    }

    [Fact]
    public async Task Down_is_refused_while_it_serves_and_removes_nothing()
    {
        var (code, output) = await IlbProgram.RunAsync("down", "--data", Served.Installation.DataDirectory);
        code.Should().Be(1);
        output.Should().Contain("in use by another ilb serve");
        (await network.WhoAnswersAsync(network.Vip)).Should().BeEquivalentTo("web1", "web2");
    }

    [Fact]
    public async Task Change_after_a_restart_reaches_the_kernel()
    {
        await Served.KillAsync();
        await Served.ServeAsync();
        await Served.ChangeRoleAsync(Service, "web1", role => role.Endpoints().Add(Documents.Member("later", 190, 8190)));
        await Eventually.TrueAsync(
            async () => (await Conversation.OnceAsync(network.Client, network.At(190))).Machine == "web1", "the new endpoint answers");
        await Served.ChangeRoleAsync(Service, "web1", role => role.Endpoints().RemoveAll(endpoint => endpoint.Port == 190));
    }
}
