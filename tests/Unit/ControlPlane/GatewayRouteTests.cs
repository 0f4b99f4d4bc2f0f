using System.Net;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;
using Xunit;
using static Ilb.Unit.ControlPlane.TestService;

namespace Ilb.Unit.ControlPlane;

/// <summary>The routes of a gateway as classic clients use them.</summary>
public sealed class GatewayRouteTests : IAsyncLifetime
{
    private const string Hq = MyGateway + "/connection/hq";
    private const string Branch = MyGateway + "/connection/branch%20office";

    private TestService _service = null!;

    public async ValueTask InitializeAsync() => _service = await StartConnectedAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Sites_and_gateway_are_in_the_configuration_as_it_was_put_and_in_the_list_of_networks()
    {
        (await _service.GetAsync("services/networking/media")).Body.Should().Be(Requests.ConnectedNetwork);
        var network = (await _service.GetAsync("services/networking/virtualnetwork")).As<VirtualNetworkSiteList>().Sites.Single();
        (network.InUse, network.Gateway!.Profile).Should().Be((true, "Small"));
        network.Gateway.Sites!.Select(s => $"{s.Name} {s.VpnGatewayAddress} {string.Join('+', s.AddressSpace!.AddressPrefixes!)} {s.Connections![0].Type}")
            .Should().Equal("hq 198.51.100.1 192.168.0.0/16+172.16.0.0/12 IPsec", "branch office  10.9.0.0/24 IPsec");
        network.Dns!.DnsServers!.Single().Address.Should().Be("10.1.1.4");
    }

    /// <summary>Microsoft's libraries send it so.</summary>
    [Fact]
    public async Task A_failover_is_not_taken_for_a_deletion()
    {
        const string failover = "<UpdateGateway xmlns=\"http://schemas.microsoft.com/windowsazure\"><UpdateGatewayOperation>Failover</UpdateGatewayOperation></UpdateGateway>";
        var refused = await _service.SendAsync(HttpMethod.Delete, MyGateway, failover);
        refused.Outcome.Should().Be("404 ResourceNotFound");
        refused.Message.Should().Contain("failover of gateways");
        (await _service.GetAsync(MyGateway)).As<Gateway>().State.Should().Be("Provisioned");
    }

    [Fact]
    public async Task Sites_reach_each_other_where_the_configuration_says_so()
    {
        (await TransitAsync()).Should().BeNull();
        await _service.MustAsync(HttpMethod.Put, "services/networking/media", Requests.TransitNetwork("true"));
        (await TransitAsync()).Should().BeTrue();
        Tunnel.TransitPrefixes.Should().Equal(Ipv4Prefix.Parse("10.9.0.0/24"));
        await _service.MustAsync(HttpMethod.Put, "services/networking/media", Requests.TransitNetwork("false"));
        (await TransitAsync()).Should().BeNull();
        Tunnel.TransitPrefixes.Should().BeEmpty();

        var refused = await _service.SendAsync(HttpMethod.Put, "services/networking/media", Requests.TransitNetwork("maybe"));
        refused.Outcome.Should().Be("400 InvalidXmlRequest");
        refused.Message.Should().Contain("The attribute transit is true or false, not 'maybe'.").And.Contain("VirtualNetworkSite[1]/Gateway");

        async Task<bool?> TransitAsync() =>
            (await _service.GetAsync("services/networking/virtualnetwork")).As<VirtualNetworkSiteList>().Sites.Single().Gateway!.Transit;
    }

    [Fact]
    public async Task A_gateway_is_created_shown_and_deleted()
    {
        var gateway = await GetAsync();
        (gateway.State, gateway.VipAddress, gateway.GatewayType, gateway.GatewaySize).Should().Be(("Provisioned", "203.0.113.4", "DynamicRouting", "Default"));
        gateway.LastEvent!.Message.Should().Contain("VNetUSWest");
        (await _service.SendAsync(HttpMethod.Post, MyGateway)).Outcome.Should().Be("409 ConflictError");

        await _service.MustAsync(HttpMethod.Delete, MyGateway);
        gateway = await GetAsync();
        (gateway.State, gateway.VipAddress).Should().Be(("NotProvisioned", null));
        _service.Host.Feed.Current.Gateways.Should().BeEmpty();
    }

    [Fact]
    public async Task Creation_answers_201_and_all_else_202_with_the_operation_in_the_body()
    {
        var deleted = await _service.SendAsync(HttpMethod.Delete, MyGateway);
        deleted.Status.Should().Be(HttpStatusCode.Accepted);
        var id = deleted.As<GatewayOperationAccepted>().Id!;
        id.Should().Be(Guid.ParseExact(deleted.RequestId, "N").ToString("D"));
        await _service.EndOfAsync(deleted.RequestId);
        var operation = (await _service.GetAsync($"services/networking/operation/{id}")).As<GatewayOperation>();
        (operation.Id, operation.Status, operation.HttpStatusCode).Should().Be((id, "Successful", 200));

        var created = await _service.SendAsync(
            HttpMethod.Post, MyGateway,
            """<CreateGatewayParameters xmlns="http://schemas.microsoft.com/windowsazure"><GatewaySize>Standard</GatewaySize><gatewayType>StaticRouting</gatewayType></CreateGatewayParameters>""");
        created.Status.Should().Be(HttpStatusCode.Created);
        (await _service.EndOfAsync(created.RequestId)).Status.Should().Be("Succeeded");
    }

    [Fact]
    public async Task A_gateway_is_reset()
    {
        await _service.MustAsync(HttpMethod.Patch, MyGateway, XmlDocuments.ToText(new UpdateGateway { Operation = "Reset" }));
        _service.Host.Feed.Current.Gateways.Single().Restarts.Should().Be(1);
    }

    [Fact]
    public async Task A_connection_is_taken_down_and_up()
    {
        await _service.MustAsync(HttpMethod.Put, Hq, """<UpdateConnection xmlns="http://schemas.microsoft.com/windowsazure"><Operation>Disconnect</Operation><IPAddress/></UpdateConnection>""");
        Tunnel.IsConnected.Should().BeFalse();
        await _service.MustAsync(HttpMethod.Put, Hq, XmlDocuments.ToText(new UpdateConnection { Operation = "Connect" }));
        Tunnel.IsConnected.Should().BeTrue();
    }

    [Fact]
    public async Task A_key_is_shown_set_and_made_anew()
    {
        (await KeyAsync(Hq)).Should().HaveLength(32).And.Be(Tunnel.SharedKey).And.NotBe(await KeyAsync(Branch));
        await _service.MustAsync(HttpMethod.Post, Hq + "/sharedkey", XmlDocuments.ToText(new SharedKey { Value = "abc123" }));
        (await KeyAsync(Hq)).Should().Be("abc123");
        await _service.MustAsync(HttpMethod.Put, Hq + "/sharedkey", XmlDocuments.ToText(new ResetSharedKey { KeyLength = 64 }));
        (await KeyAsync(Hq)).Should().HaveLength(64);
        Tunnel.SharedKey.Should().Be(await KeyAsync(Hq));
        var refused = await _service.SendAsync(HttpMethod.Post, Hq + "/sharedkey", XmlDocuments.ToText(new SharedKey { Value = "not good" }));
        refused.Outcome.Should().Be("400 BadRequest");
        refused.Message.Should().NotContain("not good");
    }

    [Fact]
    public async Task Keys_of_two_gateways_have_nothing_in_common()
    {
        var first = await KeyAsync(Hq);
        await _service.MustAsync(HttpMethod.Delete, MyGateway);
        await _service.MustAsync(HttpMethod.Post, MyGateway);
        (await KeyAsync(Hq)).Should().NotBe(first);
    }

    [Fact]
    public async Task Proposals_are_shown_and_set()
    {
        var before = (await _service.GetAsync(Hq + "/ipsecparameters")).As<IpsecParameters>();
        (before.EncryptionType, before.PfsGroup, before.SALifeTimeSeconds, before.SADataSizeKilobytes, before.HashAlgorithm, before.Proposals)
            .Should().Be(("RequireEncryption", "ECP256", 3600, 102_400_000, "SHA256", "Modern"));
        await _service.MustAsync(HttpMethod.Patch, Hq + "/ipsecparameters", XmlDocuments.ToText(new IpsecParameters { PfsGroup = "None", SALifeTimeSeconds = 600 }));
        Tunnel.Policy.Should().Be(new IpsecPolicy(IpsecProposals.Classic, TimeSpan.FromMinutes(10), 102_400_000));
        (await _service.GetAsync(Hq + "/ipsecparameters")).As<IpsecParameters>().PfsGroup.Should().Be("None");
        var back = XmlDocuments.ToText((await _service.GetAsync(Hq + "/ipsecparameters")).As<IpsecParameters>());
        await _service.MustAsync(HttpMethod.Patch, Hq + "/ipsecparameters", back);
    }

    private TunnelEntry Tunnel => _service.Host.Feed.Current.Gateways.Single().Tunnels.Single(tunnel => tunnel.Site == "hq");

    private async Task<Gateway> GetAsync() => (await _service.GetAsync(MyGateway)).As<Gateway>();

    private async Task<string> KeyAsync(string connection) => (await _service.GetAsync(connection + "/sharedkey")).As<SharedKey>().Value!;
}
