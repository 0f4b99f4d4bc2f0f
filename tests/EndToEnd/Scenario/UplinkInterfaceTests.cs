using System.Net;
using AwesomeAssertions;
using Ilb.Agent;
using Ilb.Datapath.Namespaces;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>An interface of the host as the uplink: it is ilb's while it is named, and comes back as it was.</summary>
public sealed class UplinkInterfaceTests : IAsyncLifetime
{
    private const string Pool = "203.0.113.0/24";

    private readonly HostLink _link = new();
    private ServedInstallation? _served;

    private ServedInstallation Served => _served!;

    private IPEndPoint Vip { get; } = IPEndPoint.Parse("203.0.113.4:80");

    public async ValueTask InitializeAsync()
    {
        _served = await ServedInstallation.StartAsync(uplink: _link.Name);
        await Served.AddNetworksAsync();
        var open = Documents.Member("open", 80, 8080);
        open.LoadBalancerName = null;
        await Served.AddServiceAsync("web", [Documents.Role("web1", endpoints: open)]);
        await Served.HealthyAsync("web", 1);
    }

    public async ValueTask DisposeAsync()
    {
        if (_served is not null)
            await _served.DisposeAsync();
        _link.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(HostLink.Own)]
    public async Task Neighbors_reach_public_vips_on_the_link_itself_and_by_a_route(string? router)
    {
        _link.RouteOutside(Pool, router);
        using var conversation = await Conversation.OpenFromAsync(_link.Outside.Place, new(OutsidePlace.Address, 0), Vip);
        var reply = await conversation.AskAsync();

        reply.Machine.Should().Be("web1");
        reply.Client.Should().Be(conversation.Local, "machines see the client's own address");
        (await Echo.AnswersAsync(_link.Outside.Place, Vip.Address)).Should().BeTrue();
        (await Served.StatusAsync()).Notes.Should().BeEmpty();
        _link.Shown().Should().BeEmpty("it is ilb's");
        var before = reply;
        await Served.KillAsync();
        (await conversation.AskAsync()).Should().Be(before);
        await Served.ServeAsync();
        (await conversation.AskAsync()).Should().Be(before, "it is there already");
    }

    [Fact]
    public async Task What_is_for_anybody_else_goes_nowhere()
    {
        var elsewhere = IPAddress.Parse("198.51.100.99");
        var machine = (await Served.InsideAsync("web1")).Address;
        _link.RouteOutside($"{elsewhere}/32", HostLink.Own);
        _link.RouteOutside($"{machine}/32", HostLink.Own);
        _link.RouteOutside(Pool);
        using var watch = new Witness(_link.Outside.Place);

        (await Conversation.OnceFromAsync(_link.Outside.Place, new(OutsidePlace.Address, 0), new(machine, 8080), 1)).Machine.Should().BeNull();
        using (var datagrams = Datagrams.Open(_link.Outside.Place, new(elsewhere, 9)))
            (await datagrams.AskAsync()).Failure.Should().NotBeNull();
        (await Conversation.OnceAsync(_link.Outside.Place, Vip)).Machine.Should().Be("web1");
        watch.Seen.Where(packet => packet.Destination.Equals(elsewhere)).Should().ContainSingle("it is sent, and not sent back");
    }

    [Fact]
    public async Task It_comes_back_as_it_was_when_nobody_names_it_any_more_and_with_ilb_down()
    {
        var (had, forwards) = (await GivenBackAsync(), Forwarding());
        had.Should().Contain(HostLink.Own).And.Contain("192.0.2.9").And.Contain("2001:db8::1").And.Contain("198.51.100.0/24").And.EndWith("True");

        await TakenAsync();
        await Served.StopAsync();
        _link.Shown().Should().BeEmpty("what was made outlives the process");
        (await Served.RunAsync("down")).Code.Should().Be(0);
        _link.Shown().Should().Be(had);
        Forwarding().Should().Be(forwards, "the host's namespace is left alone");
        File.Exists(Served.Installation.UplinkNamespace).Should().BeFalse();
    }

    [Fact]
    public async Task Interruption_at_any_point_is_mended_by_the_next_start_and_by_ilb_down()
    {
        var had = await GivenBackAsync();
        await TakenAsync();
        var note = await File.ReadAllTextAsync(Served.Installation.UplinkNote);

        // On the way back: it is out again, with nothing.
        await Served.KillAsync();
        _link.PullOutOf(Served.Installation.UplinkNamespace);
        _link.Shown().Should().NotContain(HostLink.Own);
        (await Served.RunAsync("down")).Code.Should().Be(0);
        _link.Shown().Should().Be(had);

        // On the way in: it is noted, and still at home.
        Directory.CreateDirectory(Served.Installation.RunDirectory);
        await File.WriteAllTextAsync(Served.Installation.UplinkNote, note);
        (await Served.RunAsync("down")).Code.Should().Be(0);
        _link.Shown().Should().Be(had);
        await File.WriteAllTextAsync(Directory.CreateDirectory(Served.Installation.RunDirectory).FullName + "/uplink.json", note);
        await TakenAsync();

        // It is in, with nothing yet.
        await Served.KillAsync();
        using (var inside = NetworkNamespace.Open(Served.Installation.UplinkNamespace))
            inside.Run(() => HostLink.Ip("addr", "flush", "dev", _link.Name) + HostLink.Ip("link", "set", _link.Name, "down"));
        await TakenAsync();
        await Served.KillAsync();
        (await Served.RunAsync("down")).Code.Should().Be(0);
        _link.Shown().Should().Be(had);
    }

    [Fact]
    public async Task Kill_while_it_starts_costs_nothing_of_it()
    {
        var had = await GivenBackAsync();
        await Served.StopAsync();
        Served.Uplink = _link.Name;
        for (var after = 300; after < 1100; after += 200)
        {
            await Served.KillWhileStartingAsync(TimeSpan.FromMilliseconds(after));
            (await Served.RunAsync("down")).Code.Should().Be(0);
            _link.Shown().Should().Be(had, $"it was killed after {after} ms");
        }

        await TakenAsync();
    }

    private static string Forwarding() => File.ReadAllText("/proc/sys/net/ipv4/ip_forward") + File.ReadAllText("/proc/sys/net/ipv4/conf/all/proxy_arp");

    /// <summary>What the interface has after a restart that does not name it.</summary>
    private async Task<string> GivenBackAsync()
    {
        await Served.StopAsync();
        Served.Uplink = null;
        await Served.ServeAsync();
        await Eventually.TrueAsync(() => !Directory.EnumerateFiles(Served.Installation.RunDirectory, "uplink*").Any(), "the interface is given back");
        return _link.Shown();
    }

    private async Task TakenAsync()
    {
        await Served.StopAsync();
        Served.Uplink = _link.Name;
        await Served.ServeAsync();
        _link.RouteOutside(Pool);
        await Eventually.TrueAsync(
            async () => (await Conversation.OnceAsync(_link.Outside.Place, Vip, patienceSeconds: 1)).Machine == "web1", "the uplink leads in");
    }
}
