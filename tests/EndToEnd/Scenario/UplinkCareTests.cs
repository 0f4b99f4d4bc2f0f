using System.Net;
using AwesomeAssertions;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>What the operator does in the namespace of the uplink is his, and what happens to it is noticed.</summary>
public sealed class UplinkCareTests : IAsyncLifetime
{
    private readonly string _path = $"/run/ilb-edge-{Guid.NewGuid():N}";
    private ServedInstallation? _served;

    private ServedInstallation Served => _served!;

    private IPEndPoint Vip { get; } = IPEndPoint.Parse("203.0.113.4:80");

    public async ValueTask InitializeAsync()
    {
        NetworkNamespace.Create(_path).Dispose();
        _served = await StartAsync("web1");
        await AnswersAsync(Vip);
    }

    public async ValueTask DisposeAsync()
    {
        if (_served is not null)
            await _served.DisposeAsync();
        if (NetworkNamespace.Exists(_path))
            NetworkNamespace.Delete(_path);
    }

    [Fact]
    public async Task Namespace_made_anew_has_the_uplink_again_soon()
    {
        NetworkNamespace.Delete(_path);
        await Eventually.TrueAsync(async () => (await Served.StatusAsync()).Notes is [var note] && note.Contains(_path, StringComparison.Ordinal), "status tells", 15);

        NetworkNamespace.Create(_path).Dispose();
        await AnswersAsync(Vip);
        await Eventually.TrueAsync(async () => (await Served.StatusAsync()).Notes.Count == 0, "all is well", 15);
    }

    [Fact]
    public async Task Operators_own_address_and_the_interface_outlive_a_restart_and_the_last_public_endpoint()
    {
        var before = Links().Should().ContainSingle().Subject;
        using (var routes = Routes())
            routes.AddAddress(before.Index, IPAddress.Parse("192.0.2.1"), 24);
        await Served.KillAsync();
        await Served.ServeAsync();
        await AnswersAsync(Vip);
        await Served.DoneAsync(Served.Client.DeleteDeploymentAsync("web", "web"));
        await Served.AddServiceAsync("next", [Documents.Role("web2", endpoints: Open())]);
        await AnswersAsync(Vip);

        Links().Should().ContainSingle().Which.Index.Should().Be(before.Index);
        using var after = Routes();
        after.Addresses(before.Index).Select(address => $"{address}").Should().BeEquivalentTo("203.0.113.1", "192.0.2.1");
    }

    [Fact]
    public async Task Vip_of_a_former_pool_is_kept_and_reachable()
    {
        await Served.StopAsync();
        var file = Path.Combine(Served.Installation.DataDirectory, "provider.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("203.0.113.0/24", "198.18.7.0/26", StringComparison.Ordinal));
        await Served.ServeAsync();

        await AnswersAsync(Vip);
        await Served.AddServiceAsync("next", [Documents.Role("web2", endpoints: Open())]);
        await AnswersAsync(IPEndPoint.Parse("198.18.7.4:80"));
        await AnswersAsync(Vip);
    }

    [Fact]
    public async Task Second_installation_with_the_same_pool_says_so_and_the_first_goes_on()
    {
        await using var second = await StartAsync("web2");
        await Eventually.TrueAsync(
            async () => (await second.StatusAsync()).Notes is [var note] && note.Contains("has the address 203.0.113.1, which is in the pool", StringComparison.Ordinal), "it says why");
        await AnswersAsync(Vip);
        (await Served.StatusAsync()).Notes.Should().BeEmpty();
    }

    [Fact]
    public async Task Down_takes_its_interface_with_it()
    {
        await _served!.DisposeAsync();
        _served = null;
        Links().Should().BeEmpty();
    }

    private static Contracts.InputEndpoint Open()
    {
        var open = Documents.Member("open", 80, 8080);
        open.LoadBalancerName = null;
        return open;
    }

    private async Task<ServedInstallation> StartAsync(string machine)
    {
        var served = await ServedInstallation.StartAsync(uplink: _path);
        await served.AddNetworksAsync();
        await served.AddServiceAsync("web", [Documents.Role(machine, endpoints: Open())]);
        await served.HealthyAsync("web", 1);
        return served;
    }

    private Task AnswersAsync(IPEndPoint vip) => Eventually.TrueAsync(
        async () =>
        {
            using var outside = new MachinePlace(_path, "outside", IPAddress.Any);
            return (await Conversation.OnceAsync(outside, vip, patienceSeconds: 1)).Failure is null;
        },
        $"{vip} answers",
        20);

    private RouteSocket Routes()
    {
        using var opened = NetworkNamespace.Open(_path);
        return opened.Run(RouteSocket.Open);
    }

    private IReadOnlyList<Link> Links()
    {
        using var routes = Routes();
        return [.. routes.List().Where(link => link.Name.StartsWith("ilb-", StringComparison.Ordinal))];
    }
}
