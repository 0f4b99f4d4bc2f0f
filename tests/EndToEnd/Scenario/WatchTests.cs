using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>`ilb watch`. One after the other: they share the machines.</summary>
public sealed class WatchTests(BalancedNetwork network) : IClassFixture<BalancedNetwork>
{
    private ServedInstallation Served => network.Served;

    [Fact]
    public async Task Refused_packets_probe_changes_and_operations_are_told_as_they_happen_until_it_is_interrupted()
    {
        using var watch = await WatchProcess.StartAsync(Served);
        (await Conversation.OnceAsync(await Served.InsideAsync("web1"), network.Vip)).Failure.Should().Be(nameof(SocketError.ConnectionRefused));
        var drop = await watch.TellsAsync("drop", ("verdict", "own_set"));
        drop.GetProperty("packets").GetInt32().Should().BePositive();
        drop.GetProperty("meaning").GetString().Should().Be("from a member to the set it belongs to");

        await Served.SilenceAsync("web2", 12);
        var down = await watch.TellsAsync("backend", ("machine", "web/web2"), ("set", "web/first"), ("health", "down"));
        down.GetProperty("reason").GetString().Should().StartWith("refused :8080");
        await watch.TellsAsync("backend", 60, ("machine", "web/web2"), ("health", "up"));

        await Served.ChangeRoleAsync(BalancedNetwork.Service, "web1", role => role.Endpoints()[0].LoadBalancerProbe!.IntervalInSeconds = 6);
        await watch.TellsAsync("operation", ("status", "succeeded"));
        (await watch.InterruptAsync()).Should().Be((0, ""));
    }

    [Fact]
    public async Task It_says_when_the_service_is_away_and_goes_on_when_it_is_back()
    {
        var web1 = await Served.InsideAsync("web1");
        using var watch = await WatchProcess.StartAsync(Served);
        await Served.KillAsync();
        var away = await watch.TellsAsync("service", ("status", "away"));
        away.GetProperty("text").GetString().Should().Contain("Is ilb serve running?");
        (await Conversation.OnceAsync(web1, network.Vip)).Failure.Should().Be(nameof(SocketError.ConnectionRefused));
        await Served.ServeAsync();
        await watch.TellsAsync("service", ("status", "back"));
        await watch.TellsAsync("drop", ("verdict", "own_set"));
        await watch.TellsAsync("revision");
        (await watch.InterruptAsync()).Should().Be((0, ""));
    }
}
