using System.Net;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Attached;

/// <summary>`ilb serve` is killed and `ilb down` removes all machines: each test has an installation of its own.</summary>
public sealed class InterruptionTests : IAsyncLifetime
{
    private readonly AttachedNetwork _network = new();

    private ServedInstallation Served => _network.Served;

    public ValueTask InitializeAsync() => _network.InitializeAsync();

    public ValueTask DisposeAsync() => _network.DisposeAsync();

    [Fact]
    public async Task Killed_and_started_again_serve_costs_no_connection_and_down_leaves_nothing_there()
    {
        using var foreign = new ForeignSpace();
        foreign.Respond("foreign1", AttachedNetwork.LocalPort);
        var found = foreign.Shown();
        await _network.AttachAsync("--netns", foreign.Path);
        using var held = await Conversation.OpenAsync(_network.Client, new(IPAddress.Parse((await _network.LineAsync()).Address), AttachedNetwork.LocalPort));
        var first = await held.AskAsync();
        var attached = foreign.Shown();

        await Served.KillAsync();
        (await held.AskAsync()).Should().Be(first);
        await Served.ServeAsync();
        await Served.HealthyAsync(AttachedNetwork.Service, 2);
        (await held.AskAsync()).Should().Be(first);
        foreign.Shown().Should().Be(attached, "it is there already");

        await Served.KillAsync();
        (await Served.RunAsync("down")).Code.Should().Be(0);
        foreign.Shown().Should().Be(found);
        await Served.ServeAsync();
        await Served.HealthyAsync(AttachedNetwork.Service, 2);
        foreign.Shown().Should().NotBe(found, "the binding is stored");
    }

    [Fact]
    public async Task Killed_at_any_moment_while_it_attaches_serve_leaves_nothing_that_down_does_not_remove()
    {
        using var foreign = new ForeignSpace();
        foreign.Respond("foreign1", AttachedNetwork.LocalPort);
        var found = foreign.Shown();
        await _network.AttachAsync("--netns", foreign.Path);
        await Served.KillAsync();
        for (var after = 500; after < 2900; after += 400)
        {
            (await Served.RunAsync("down")).Code.Should().Be(0);
            foreign.Shown().Should().Be(found, $"it was killed before, or after {after - 400} ms");
            await Served.KillWhileStartingAsync(TimeSpan.FromMilliseconds(after));
        }

        await Served.ServeAsync();
        await Served.HealthyAsync(AttachedNetwork.Service, 2);
    }

    [Fact]
    public async Task Killed_at_any_moment_while_it_takes_an_interface_serve_leaves_nothing_that_down_does_not_give_back()
    {
        using var guest = new GuestLink(isTap: true);
        var found = await guest.SettledAsync();
        var address = (await _network.LineAsync()).Address;
        guest.Configure(address);
        guest.Respond("guest1", AttachedNetwork.LocalPort);
        await _network.AttachAsync(guest.Told);
        using var held = await Conversation.OpenAsync(_network.Client, new(IPAddress.Parse(address), AttachedNetwork.LocalPort));
        var first = await held.AskAsync();
        await Served.KillAsync();
        (await held.AskAsync()).Should().Be(first);
        for (var after = 500; after < 2900; after += 600)
        {
            (await Served.RunAsync("down")).Code.Should().Be(0);
            await guest.IsFoundAgainAsync(found);
            await Served.KillWhileStartingAsync(TimeSpan.FromMilliseconds(after));
        }

        using var link = new HostLink();
        Served.Uplink = link.Name;
        await Served.ServeAsync();
        await Served.HealthyAsync(AttachedNetwork.Service, 2);
        await _network.DetachAsync();
        await guest.IsFoundAgainAsync(found);
        (await Served.RunAsync("attach", "web1", "--interface", link.Name, "--mac", $"{guest.Mac}")).Output.Should().Contain($"{link.Name} is the uplink");
    }
}
