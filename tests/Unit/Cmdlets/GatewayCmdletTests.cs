using AwesomeAssertions;
using Ilb.Model.Snapshots;
using Ilb.Unit.ControlPlane;
using Xunit;

namespace Ilb.Unit.Cmdlets;

/// <summary>The cmdlets of gateways against the real service.</summary>
[Collection(nameof(Session))]
public sealed class GatewayCmdletTests : IAsyncLifetime
{
    private const string Hq = "-VNetName VNetUSWest -LocalNetworkSiteName hq";

    private readonly Engine _engine = new();
    private TestService _service = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync();
        _engine.ConnectTo(_service);
        var file = Path.Combine(_service.Host.Folder.Path, "networks.xml");
        await File.WriteAllTextAsync(file, Requests.ConnectedNetwork);
        _engine.Must($"Set-AzureVNetConfig '{file}'");
    }

    [Fact]
    public void A_gateway_is_made_shown_and_removed()
    {
        _engine.One<string>("(Get-AzureVNetGateway VNetUSWest).State").Should().Be("NotProvisioned");
        _engine.One<string>("(New-AzureVNetGateway VNetUSWest DynamicRouting HighPerformance).OperationStatus").Should().Be("Succeeded");
        _engine.One<string>("Get-AzureVNetGateway VNetUSWest | ForEach-Object { \"$($_.State) $($_.VIPAddress) $($_.GatewayType) $($_.GatewaySKU) $($_.LastEventID)\" }")
            .Should().Be("Provisioned 203.0.113.4 DynamicRouting HighPerformance 23002");
        _engine.Must("Remove-AzureVNetGateway VNetUSWest -WhatIf");
        _service.Host.Feed.Current.Gateways.Should().ContainSingle();
        _engine.Must("Remove-AzureVNetGateway VNetUSWest -Confirm:$false");
        _service.Host.Feed.Current.Gateways.Should().BeEmpty();
    }

    [Fact]
    public void Sites_of_a_network_are_shown_as_scripts_of_2014_read_them()
    {
        _engine.One<string>("(Get-AzureVNetSite VNetUSWest).GatewayProfile").Should().Be("Small");
        _engine.One<string>("(Get-AzureVNetSite VNetUSWest).GatewaySites.Name -join ','").Should().Be("hq,branch office");
        _engine.One<string>("(Get-AzureVNetSite VNetUSWest).GatewaySites[0].AddressSpace.AddressPrefixes -join ','").Should().Be("192.168.0.0/16,172.16.0.0/12");
    }

    [Fact]
    public void Connections_are_shown_taken_down_and_up()
    {
        _engine.Must("New-AzureVNetGateway VNetUSWest");
        _engine.One<string>("(Get-AzureVNetConnection VNetUSWest | ForEach-Object { \"$($_.LocalNetworkSiteName) $($_.ConnectivityState) $($_.IngressBytesTransferred)\" }) -join ','")
            .Should().Be("hq NotConnected 0,branch office NotConnected 0");
        _engine.Must($"Set-AzureVNetGateway -Disconnect {Hq} -WhatIf");
        Tunnel.IsConnected.Should().BeTrue();
        _engine.Must($"Set-AzureVNetGateway -Disconnect {Hq}");
        Tunnel.IsConnected.Should().BeFalse();
        _engine.Must("Set-AzureVNetGateway -Connect VNetUSWest hq");
        Tunnel.IsConnected.Should().BeTrue();
    }

    [Fact]
    public void Keys_are_shown_set_and_made_anew()
    {
        _engine.Must("New-AzureVNetGateway VNetUSWest");
        _engine.One<string>($"(Get-AzureVNetGatewayKey {Hq}).Value").Should().Be(Tunnel.SharedKey);
        _engine.Must("Set-AzureVNetGatewayKey VNetUSWest hq abc123");
        Tunnel.SharedKey.Should().Be("abc123");
        _engine.Must("'FromAFile1234567' | Set-AzureVNetGatewayKey -VNetName VNetUSWest -LocalNetworkSiteName hq");
        Tunnel.SharedKey.Should().Be("FromAFile1234567");
        _engine.One<string>("(Reset-AzureVNetGatewayKey VNetUSWest hq 48).Value").Should().Be(Tunnel.SharedKey).And.HaveLength(48);
        _engine.Must("Get-AzureVNetConnection VNetUSWest | Get-AzureVNetGatewayKey").Should().HaveCount(2);
        _engine.Run("Set-AzureVNetGatewayKey VNetUSWest hq 'not good'");
        _engine.Errors.Should().ContainSingle().Which.ErrorDetails.Message.Should().Contain("letters and digits").And.NotContain("not good");
    }

    [Fact]
    public void Proposals_are_shown_and_set_and_what_is_not_given_stays()
    {
        _engine.Must("New-AzureVNetGateway VNetUSWest");
        _engine.Must($"Set-AzureVNetGatewayIPsecParameters {Hq} -SALifetimeSeconds 1200");
        _engine.Must($"Set-AzureVNetGatewayIPsecParameters {Hq} -Proposals Classic");
        Tunnel.Policy.Should().Be(new IpsecPolicy(IpsecProposals.Classic, TimeSpan.FromMinutes(20), 102_400_000));
        _engine.One<string>($"Get-AzureVNetGatewayIPsecParameters {Hq} | ForEach-Object {{ \"$($_.PfsGroup) $($_.SALifeTimeSeconds)\" }}").Should().Be("None 1200");
        _engine.Run($"Set-AzureVNetGatewayIPsecParameters {Hq} NoEncryption");
        _engine.Errors.Should().ContainSingle().Which.ErrorDetails.Message.Should().Contain("RequireEncryption");
    }

    [Theory]
    [InlineData("Set-AzureVNetGateway -Connect -VNetName VNetUSWest -LocalNetworkSiteName ", "'branch office',hq")]
    [InlineData("Get-AzureVNetGateway V", "VNetUSWest")]
    public void Tab_knows_networks_and_their_sites(string typed, string completions) =>
        _engine.One<string>($"((TabExpansion2 -inputScript \"{typed}\" -cursorColumn {typed.Length}).CompletionMatches.CompletionText) -join ','").Should().Be(completions);

    public async ValueTask DisposeAsync()
    {
        _engine.Dispose();
        await _service.DisposeAsync();
    }

    private TunnelEntry Tunnel => _service.Host.Feed.Current.Gateways.Single().Tunnels.Single();
}
