using System.Text.Json;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.ControlPlane.Status;
using Xunit;

namespace Ilb.Unit.ControlPlane;

public sealed class Ipv6Tests : IAsyncLifetime
{
    private TestService _service = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartBalancedAsync();
        await _service.MustAsync(HttpMethod.Put, "services/networking/media", Requests.Network.Replace(
            "</AddressSpace>", "<AddressPrefix>fd00:1::/96</AddressPrefix></AddressSpace>", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_deployment_tells_both_addresses_and_old_clients_find_the_one_they_know()
    {
        var deployment = (await _service.GetAsync(TestService.MyDeployment)).As<Deployment>();
        deployment.VirtualIPs!.Select(vip => (vip.Name, vip.Address)).Should().Equal(("MyILB", "10.1.0.6"), ("MyILB", "fd00:1::a01:6"));
        deployment.RoleInstanceList!.Select(one => (one.IpAddress, one.Ipv6Address)).Should().Equal(("10.1.0.4", "fd00:1::a01:4"), ("10.1.0.5", "fd00:1::a01:5"));
        var network = (await _service.GetAsync("services/networking/virtualnetwork")).As<VirtualNetworkSiteList>().Sites.Single();
        network.AddressSpace!.AddressPrefixes.Should().Equal("10.1.0.0/16", "fd00:1::/96");
    }

    [Fact]
    public async Task Status_shows_each_VIP_with_its_backends()
    {
        var status = JsonSerializer.Deserialize<StatusReport>((await _service.GetAsync("ilb/status")).Body, JsonSerializerOptions.Web)!;
        status.Vips.Select(vip => vip.At(vip.Sets.Single())).Should().Equal("10.1.0.6:100", "[fd00:1::a01:6]:100");
        status.Vips.SelectMany(vip => vip.Sets).SelectMany(set => set.Backends).Select(backend => $"{backend.Machine} {backend.Address}").Should().Equal(
            "MyWebsite1/web1 10.1.0.4", "MyWebsite1/web2 10.1.0.5", "MyWebsite1/web1 fd00:1::a01:4", "MyWebsite1/web2 fd00:1::a01:5");
        status.Machines.Select(machine => machine.Ipv6Address).Should().Equal("fd00:1::a01:4", "fd00:1::a01:5");
    }

    [Theory]
    [InlineData("fd00:1::a01:6", "No agent is connected")]
    [InlineData("[fd00:1::a01:6]:100", "No agent is connected")]
    [InlineData("[fd00:1::a01:6]:101", "there are: 10.1.0.6:100, [fd00:1::a01:6]:100")]
    public async Task Flows_are_asked_for_by_either_VIP(string vip, string answer) =>
        (await _service.GetAsync($"ilb/flows?vip={vip}")).Body.Should().Contain(answer);
}
