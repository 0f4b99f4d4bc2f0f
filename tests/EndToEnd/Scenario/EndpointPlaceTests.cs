using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.Client;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>FAQ 3 and vice versa: an endpoint of the internal load balancer that names none any more.</summary>
public sealed class EndpointPlaceTests : IAsyncLifetime
{
    private readonly OutsidePlace _outside = new();
    private ServedInstallation? _served;

    private ServedInstallation Served => _served!;

    public async ValueTask InitializeAsync() => _served = await ServedInstallation.StartAsync(uplink: _outside.Path);

    [Fact]
    public async Task Internal_endpoint_becomes_public_only_of_a_later_version_and_then_answers_outside_alone()
    {
        await Served.AddNetworksAsync();
        await Served.AddServiceAsync("web", [Documents.Role("web1", endpoints: Documents.Member("first", 100, 8080))], balanced: true);
        await Served.AddServiceAsync("clients", [Documents.Role("client1", Documents.Clients)]);
        await Served.HealthyAsync("web", 1);
        var (client, vip) = (await Served.InsideAsync("client1"), await Served.VipAsync("web", 100));
        var unnamed = await Served.Client.GetRoleAsync("web", "web", "web1");
        unnamed.Endpoints().Single().LoadBalancerName = null;

        var converting = () => Served.DoneAsync(Served.Client.UpdateRoleAsync("web", "web", unnamed));
        (await converting.Should().ThrowAsync<ServiceManagementException>()).Which.Message.Should().Contain("FAQ 3").And.Contain("vice versa");
        (await Conversation.OnceAsync(client, vip)).Machine.Should().Be("web1");

        using var later = Served.ClientOf("2014-06-01");
        await Served.DoneAsync(later.UpdateRoleAsync("web", "web", unnamed));
        var endpoint = (await Served.Client.GetRoleAsync("web", "web", "web1")).Endpoints().Single();
        endpoint.LoadBalancerName.Should().BeNull();
        var open = new IPEndPoint(IPAddress.Parse(endpoint.Vip!), 100);
        _outside.SendEverythingTo(open.Address);
        await Served.HealthyAsync("web", 1);
        (await Conversation.OnceAsync(_outside.Place, open)).Machine.Should().Be("web1");
        (await Conversation.OnceAsync(client, vip)).Failure.Should().Be(nameof(SocketError.ConnectionRefused));
    }

    public async ValueTask DisposeAsync()
    {
        if (_served is not null)
            await _served.DisposeAsync();
        _outside.Dispose();
    }
}
