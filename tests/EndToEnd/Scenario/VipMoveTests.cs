using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.Client;
using Ilb.Contracts;
using Ilb.EndToEnd.Fixtures;
using Xunit;
using static Ilb.EndToEnd.Scenario.BalancedNetwork;

namespace Ilb.EndToEnd.Scenario;

/// <summary>An internal load balancer gets another address while it is in use. Each test moves on from where the one before left it.</summary>
public sealed class VipMoveTests(BalancedNetwork network) : IClassFixture<BalancedNetwork>
{
    private ServedInstallation Served => network.Served;

    [Fact]
    public async Task Moved_vip_answers_at_once_and_the_old_address_keeps_its_connections_and_refuses_new_ones()
    {
        var old = await Served.VipAsync(Service, 100);
        await using var held = await HeldAsync(old, 8);
        var moved = new IPEndPoint(IPAddress.Parse("10.0.0.100"), 100);
        await MoveAsync(moved.Address);

        (await Conversation.OnceAsync(network.Client, moved)).Failure.Should().BeNull("the new address answers at once");
        (await network.WhoAnswersAsync(moved)).Should().BeEquivalentTo("web1", "web2");
        (await network.WhoAnswersAsync(old, 5)).Should().BeEquivalentTo(nameof(SocketError.ConnectionRefused));
        await held.GoOnAsync();
        var retired = (await Served.StatusAsync()).Vips.Single().Retired.Should().ContainSingle().Subject;
        retired.Should().Match<ControlPlane.Status.RetiredVipStatus>(vip => vip.Address == $"{old.Address}" && vip.Flows == 8);

        (await ReserveAsync("greedy", old.Address)).Should().Contain("moved away from it and still has connections");
        await Task.Delay(TimeSpan.FromSeconds(5));
        (await RetiredAsync()).Should().Equal([$"{old.Address}"], "it has connections");
        await held.GoOnAsync();

        await held.DisposeAsync();
        await Eventually.TrueAsync(async () => (await RetiredAsync()).Count == 0, "the old address is released with its last connection", 40);
        (await Served.Client.TestAddressAsync(ServedInstallationChanges.Network, $"{old.Address}")).IsAvailable.Should().BeTrue();
        (await network.WhoAnswersAsync(moved)).Should().BeEquivalentTo("web1", "web2");
    }

    [Fact]
    public async Task Connection_with_direct_server_return_survives_the_move_too()
    {
        await AddDirectAsync(1433);
        var old = await Served.VipAsync(Service, 1433);
        await Eventually.TrueAsync(async () => (await network.WhoAnswersAsync(old, 5)).SetEquals(["web1"]), "web1 answers");
        using var held = await Conversation.OpenAsync(network.Client, old);
        (await held.AskAsync()).Failure.Should().BeNull();

        await MoveAsync(IPAddress.Parse("10.0.0.130"));

        (await held.AskAsync()).Failure.Should().BeNull();
        (await network.WhoAnswersAsync(old, 5)).Should().BeEquivalentTo(nameof(SocketError.ConnectionRefused));
        (await network.WhoAnswersAsync(new IPEndPoint(IPAddress.Parse("10.0.0.130"), 1433), 5)).Should().BeEquivalentTo("web1");
        (await held.AskAsync()).Failure.Should().BeNull();
        await Served.ChangeRoleAsync(Service, "web1", role => role.Endpoints().RemoveAll(endpoint => endpoint.LoadBalancedEndpointSetName == "sql"));
    }

    [Fact]
    public async Task Killed_in_the_middle_of_a_move_it_goes_on_where_it_was()
    {
        var old = await Served.VipAsync(Service, 100);
        await using var held = await HeldAsync(old, 6);
        var moved = new IPEndPoint(IPAddress.Parse("10.0.0.110"), 100);
        await MoveAsync(moved.Address);
        await Served.KillAsync();
        await held.GoOnAsync();
        (await network.WhoAnswersAsync(moved)).Should().BeEquivalentTo("web1", "web2");

        await Served.ServeAsync();
        await Served.HealthyAsync(Service, 2);
        await held.GoOnAsync();
        (await network.WhoAnswersAsync(old, 5)).Should().BeEquivalentTo(nameof(SocketError.ConnectionRefused));
        (await RetiredAsync()).Should().Equal($"{old.Address}");
        await held.DisposeAsync();
        await Eventually.TrueAsync(async () => (await RetiredAsync()).Count == 0, "the old address is released with its last connection", 40);
    }

    [Fact]
    public async Task Moved_back_it_has_its_connections_again_and_takes_new_ones()
    {
        var old = await Served.VipAsync(Service, 100);
        await using var held = await HeldAsync(old, 4);
        await MoveAsync(IPAddress.Parse("10.0.0.120"));
        await MoveAsync(old.Address);
        await held.GoOnAsync();
        (await network.WhoAnswersAsync(old)).Should().BeEquivalentTo("web1", "web2");
        await held.GoOnAsync();
    }

    [Fact]
    public async Task Machine_never_gets_the_static_address_of_a_load_balancer()
    {
        var vip = await Served.VipAsync(Service, 100);
        (await ReserveAsync("greedy", vip.Address)).Should().Contain("is in use by internal load balancer web/MyILB");
        (await Served.Client.TestAddressAsync(ServedInstallationChanges.Network, $"{vip.Address}")).IsAvailable.Should().BeFalse();
    }

    /// <summary>Connections that stay, once what another test left at a former address is released.</summary>
    private async Task<LongDownloads> HeldAsync(IPEndPoint target, int count)
    {
        await Eventually.TrueAsync(async () => (await RetiredAsync()).Count == 0, "former addresses are released");
        return await LongDownloads.StartAsync(network.Client, target, count);
    }

    private async Task AddDirectAsync(int port)
    {
        var endpoint = Documents.Member("sql", port, port, "tcp", probePort: 80);
        endpoint.EnableDirectServerReturn = true;
        await Served.ChangeRoleAsync(Service, "web1", role => role.Endpoints().Add(endpoint));
    }

    private Task MoveAsync(IPAddress address) => Served.DoneAsync(Served.Client.UpdateLoadBalancerAsync(Service, Service, new LoadBalancer
    {
        Name = Documents.Balancer,
        FrontendIpConfiguration = new FrontendIpConfiguration
        {
            Type = "Private",
            SubnetName = Documents.FrontEnd,
            StaticVirtualNetworkIPAddress = $"{address}",
        },
    }));

    private async Task<IReadOnlyList<string>> RetiredAsync() => [.. (await Served.StatusAsync()).Vips.Single().Retired.Select(vip => vip.Address)];

    /// <summary>Why a machine does not get an address.</summary>
    private async Task<string> ReserveAsync(string machine, IPAddress address)
    {
        var role = Documents.Role(machine);
        role.ConfigurationSets![0].StaticVirtualNetworkIPAddress = $"{address}";
        var adding = () => Served.DoneAsync(Served.Client.AddRoleAsync(Service, Service, role));
        return (await adding.Should().ThrowAsync<ServiceManagementException>()).Which.Message;
    }
}
