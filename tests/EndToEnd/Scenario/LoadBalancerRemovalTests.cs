using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.Client;
using Ilb.Contracts;
using Ilb.EndToEnd.Fixtures;
using Xunit;
using static Ilb.EndToEnd.Scenario.BalancedNetwork;

namespace Ilb.EndToEnd.Scenario;

/// <summary>An internal load balancer is removed while it is called: its users come first, and whoever else talks never notices.</summary>
public sealed class LoadBalancerRemovalTests(BalancedNetwork network) : IClassFixture<BalancedNetwork>
{
    private const double Patience = 1.5;
    private const string Refused = nameof(SocketError.ConnectionRefused);

    private ServedInstallation Served => network.Served;

    [Fact]
    public async Task Load_balancer_goes_after_its_endpoints_whose_clients_are_told_and_no_other_connection_notices()
    {
        await using var direct = await LongDownloads.StartAsync(network.Client, new((await Served.InsideAsync("web1")).Address, 80), 2);
        await using var held = await LongDownloads.StartAsync(network.Client, network.Vip, 12);
        await using (var load = Load.Start(network.Client, network.Vip))
        {
            await load.MoreAsync(20);
            (await RefusalAsync()).Should().Contain("used by endpoint firstep on web1 and endpoint firstep on web2");
            await load.MoreAsync(20);
            (await load.StopAsync()).Should().OnlyContain(reply => reply.Failure == null, "what is refused changes nothing");
        }

        await held.GoOnAsync();
        await RemoveEndpointAsync("web2");
        await held.GoOnAsync("web1");
        (await RefusalAsync()).Should().Contain("used by endpoint firstep on web1.");
        await RemoveEndpointAsync("web1");
        await Eventually.TrueAsync(() => held.Failures.Count == held.Machines.Count, "connections through the load balancer end");
        held.Failures.Should().OnlyContain(failure => failure.Contains("reset", StringComparison.OrdinalIgnoreCase), "they are told at once");
        (await network.WhoAnswersAsync(network.Vip, 5)).Should().BeEquivalentTo(Refused);
        (await Echo.AnswersAsync(network.Client, network.Vip.Address)).Should().BeTrue("the address is there as long as the load balancer");

        await Served.DoneAsync(RemoveAsync());
        await GoneAsync();
        await direct.GoOnAsync();
    }

    private async Task GoneAsync()
    {
        (await Echo.AnswersAsync(network.Client, network.Vip.Address, Patience)).Should().BeFalse();
        (await Conversation.OnceAsync(network.Client, network.Vip, patienceSeconds: Patience)).Failure.Should().NotBeNull();
        (await Served.StatusAsync()).Vips.Should().BeEmpty();
        (await Served.Client.TestAddressAsync(ServedInstallationChanges.Network, $"{network.Vip.Address}")).IsAvailable.Should().BeTrue();
    }

    private Task<string> RemoveAsync() => Served.Client.DeleteLoadBalancerAsync(Service, Service, Documents.Balancer);

    private async Task<string> RefusalAsync()
    {
        var removing = () => Served.DoneAsync(RemoveAsync());
        var refusal = (await removing.Should().ThrowAsync<ServiceManagementException>()).Which;
        refusal.Status.Should().Be(HttpStatusCode.Conflict);
        return refusal.Message;
    }

    private Task RemoveEndpointAsync(string machine) => Served.ChangeRoleAsync(Service, machine, role => role.Endpoints().Clear());
}
