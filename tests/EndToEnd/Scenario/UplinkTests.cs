using System.Net;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>The uplink comes and goes as the operator says; machines never notice.</summary>
public sealed class UplinkTests
{
    [Fact]
    public async Task Public_endpoint_is_reachable_while_an_uplink_is_named_and_status_says_when_none_is()
    {
        using var outside = new OutsidePlace();
        await using var served = await ServedInstallation.StartAsync();
        await served.AddNetworksAsync();
        var open = Documents.Member("open", 80, 8080);
        open.LoadBalancerName = null;
        await served.AddServiceAsync("web", [Documents.Role("web1", endpoints: open)]);
        await served.HealthyAsync("web", 1);
        var vip = await served.VipAsync("web", 80);
        $"{vip}".Should().Be("203.0.113.4:80");
        (await served.StatusAsync()).Notes.Should().ContainSingle().Which.Should().Contain("not reachable: no uplink is named");
        (await Conversation.OnceAsync(outside.Place, vip, patienceSeconds: 1)).Failure.Should().NotBeNull();

        await RestartAsync(served, outside.Path);
        await Eventually.TrueAsync(async () => (await Conversation.OnceAsync(outside.Place, vip, patienceSeconds: 1)).Machine == "web1", "the uplink leads in");
        (await served.StatusAsync()).Notes.Should().BeEmpty();
        using (var open1 = await Conversation.OpenAsync(outside.Place, vip))
        {
            var before = await open1.AskAsync();
            await served.KillAsync();
            (await open1.AskAsync()).Should().Be(before);
            await served.ServeAsync();
            (await open1.AskAsync()).Should().Be(before, "it is there already");
        }

        await RestartAsync(served, null);
        await Eventually.TrueAsync(
            async () => (await Conversation.OnceAsync(outside.Place, vip, patienceSeconds: 1)).Machine is null, "the uplink is gone");
        (await served.StatusAsync()).Notes.Should().ContainSingle();

        await RestartAsync(served, "/run/nobody");
        await Eventually.TrueAsync(
            async () => (await served.StatusAsync()).Notes is [var note] && note.Contains("/run/nobody", StringComparison.Ordinal), "it says what is wrong");
    }

    private static async Task RestartAsync(ServedInstallation served, string? uplink)
    {
        await served.StopAsync();
        served.Uplink = uplink;
        await served.ServeAsync();
    }
}
