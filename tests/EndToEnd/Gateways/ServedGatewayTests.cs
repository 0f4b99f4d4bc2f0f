using System.Net;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Gateways;

/// <summary>The whole way: network configuration, gateway and key through the API, the far end's file from ilb, packets.</summary>
public sealed class ServedGatewayTests
{
    private const string Network = ServedInstallationChanges.Network;

    private const string Configuration = """
        <?xml version="1.0" encoding="utf-8"?>
        <NetworkConfiguration xmlns="http://schemas.microsoft.com/ServiceHosting/2011/07/NetworkConfiguration">
          <VirtualNetworkConfiguration>
            <LocalNetworkSites>
              <LocalNetworkSite name="head office">
                <AddressSpace><AddressPrefix>10.2.0.0/16</AddressPrefix></AddressSpace>
                <VPNGatewayAddress>198.51.100.2</VPNGatewayAddress>
              </LocalNetworkSite>
            </LocalNetworkSites>
            <VirtualNetworkSites>
              <VirtualNetworkSite name="VNetUSWest" Location="West US">
                <AddressSpace><AddressPrefix>10.1.0.0/16</AddressPrefix></AddressSpace>
                <Subnets>
                  <Subnet name="FrontEndSubnet"><AddressPrefix>10.1.0.0/24</AddressPrefix></Subnet>
                  <Subnet name="GatewaySubnet"><AddressPrefix>10.1.255.0/29</AddressPrefix></Subnet>
                </Subnets>
                <Gateway>
                  <ConnectionsToLocalNetwork>
                    <LocalNetworkSiteRef name="head office"><Connection type="IPsec"/></LocalNetworkSiteRef>
                  </ConnectionsToLocalNetwork>
                </Gateway>
              </VirtualNetworkSite>
            </VirtualNetworkSites>
          </VirtualNetworkConfiguration>
        </NetworkConfiguration>
        """;

    [Fact]
    public async Task Site_connects_with_the_file_from_ilb_and_stays_connected_while_serve_is_killed()
    {
        using var site = new OnPremises();
        await using var served = await ServedInstallation.StartAsync(uplink: site.Uplink);
        await served.DoneAsync(served.Client.SetNetworkConfigurationAsync(Configuration));
        await served.AddServiceAsync("web", [Documents.Role("web1", endpoints: Documents.Member("web", 80, 8080))], balanced: true);
        await served.DoneAsync(served.Client.CreateGatewayAsync(Network, new CreateGateway { GatewayType = "DynamicRouting" }));
        await served.HealthyAsync("web", 1);

        await site.ConnectAsync(await PeerConfigurationAsync(served));
        await Eventually.TrueAsync(async () => (await TunnelAsync(served)).State == "Connected", "the tunnel is up", 60);
        var vip = await served.VipAsync("web", 80);
        using var conversation = await Conversation.OpenAsync(site.Place, vip);
        var first = await conversation.AskAsync();
        first.Should().Match<Reply>(reply => reply.Machine == "web1" && reply.Client!.Address.Equals(OnPremises.Client));

        await served.KillAsync();
        (await conversation.AskAsync()).Should().Be(first);
        (await Conversation.OnceAsync(site.Place, vip)).Machine.Should().Be("web1");
        await served.ServeAsync();
        await Eventually.TrueAsync(async () => (await TunnelAsync(served)).State == "Connected", "the next one sees it");
        (await conversation.AskAsync()).Should().Be(first);

        await served.DoneAsync(served.Client.UpdateConnectionAsync(Network, "head office", new UpdateConnection { Operation = "Disconnect" }));
        await Eventually.TrueAsync(async () => (await Conversation.OnceAsync(site.Place, vip, patienceSeconds: 1)).Machine is null, "it is cut");
        await served.DoneAsync(served.Client.UpdateConnectionAsync(Network, "head office", new UpdateConnection { Operation = "Connect" }));
        await Eventually.TrueAsync(async () => (await Conversation.OnceAsync(site.Place, vip, patienceSeconds: 1)).Machine == "web1", "it is back", 60);

        await served.DoneAsync(served.Client.DeleteGatewayAsync(Network));
        await Eventually.TrueAsync(async () => (await Conversation.OnceAsync(site.Place, vip, patienceSeconds: 1)).Machine is null, "the gateway is gone");
    }

    private static async Task<string> PeerConfigurationAsync(ServedInstallation served)
    {
        var file = Path.Combine(served.Installation.DataDirectory, "far.conf");
        var (code, output) = await IlbProgram.RunAsync(
            ["gateway", "peer-config", Network, "head office", "-o", file, "--publish-settings", Path.Combine(served.Installation.DataDirectory, "ilb.publishsettings")]);
        code.Should().Be(0, output);
        return await File.ReadAllTextAsync(file);
    }

    private static async Task<ControlPlane.Status.TunnelStatus> TunnelAsync(ServedInstallation served) =>
        (await served.StatusAsync()).Gateways.Single().Tunnels.Single();
}
