using System.Net;
using System.Text;
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
        var vip = await ConnectAsync(served, site);
        using var conversation = await Conversation.OpenAsync(site.Place, vip);
        var first = await conversation.AskAsync();
        first.Should().Match<Reply>(reply => reply.Machine == "web1" && reply.Client!.Address.Equals(OnPremises.Client));

        await served.KillAsync();
        (await conversation.AskAsync()).Should().Be(first);
        (await Conversation.OnceAsync(site.Place, vip)).Machine.Should().Be("web1");
        await OtherEndStartsAsync(served, site, vip);
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

    [Fact]
    public async Task Gateway_that_works_stays_while_strongSwan_is_missing_from_the_host()
    {
        using var site = new OnPremises();
        await using var served = await ServedInstallation.StartAsync(uplink: site.Uplink);
        var vip = await ConnectAsync(served, site);
        using var conversation = await Conversation.OpenAsync(site.Place, vip);
        var first = await conversation.AskAsync();
        await served.KillAsync();
        served.Without = "/usr/lib/ipsec";
        await served.ServeAsync();
        await Eventually.TrueAsync(async () => (await TunnelAsync(served)).State == "Connected", "the next one sees it");
        (await conversation.AskAsync()).Should().Be(first);
    }

    [Fact]
    public async Task Keys_are_in_the_store_and_in_what_the_gateway_reads_and_nowhere_else()
    {
        using var site = new OnPremises();
        await using var served = await ServedInstallation.StartAsync(uplink: site.Uplink);
        await ConnectAsync(served, site);
        var made = (await served.Client.GetSharedKeyAsync(Network, "head office")).Value!;
        const string given = "0xGiven0123456789";
        var changing = served.DoneAsync(served.Client.SetSharedKeyAsync(Network, "head office", new SharedKey { Value = given }));
        var told = new StringBuilder();
        await Eventually.TrueAsync(
            async () =>
            {
                told.Append(CommandLines()).Append(await served.Client.GetJsonAsync("status"));
                return (await TunnelAsync(served)).Reason?.Contains("shared key", StringComparison.Ordinal) == true;
            },
            "the other key counts",
            60);
        await changing;
        told.Append(served.Errors).Append((await served.RunAsync("logs", "gateway/" + Network)).Output).Append((await served.RunAsync("status")).Output);
        foreach (var key in (string[])[made, given])
        {
            told.ToString().Should().NotContain(key).And.NotContain(Encoded(key));
            HoldersOf(key, served.Installation.DataDirectory).Should().NotContain(file => !file.StartsWith("state.db", StringComparison.Ordinal) && file != "swanctl.conf");
        }

        HoldersOf(given, served.Installation.DataDirectory).Should().Contain("swanctl.conf");
    }

    [Fact]
    public async Task Uplink_that_is_an_interface_of_the_host_leads_to_sites_and_public_vips_and_is_given_back()
    {
        using var site = new OnPremises();
        using var link = new HostLink(site.Uplink);
        var had = link.Shown();
        await using var served = await ServedInstallation.StartAsync(uplink: link.Name);
        link.RouteOutside("203.0.113.0/24");
        var vip = await ConnectAsync(served, site);
        var open = Documents.Member("open", 80, 8080);
        open.LoadBalancerName = null;
        await served.AddServiceAsync("open", [Documents.Role("open1", endpoints: open)]);
        (await Conversation.OnceAsync(site.Place, vip)).Client?.Address.Should().Be(OnPremises.Client);
        var isPublic = IPEndPoint.Parse("203.0.113.5:80");
        await Eventually.TrueAsync(async () => (await Conversation.OnceAsync(site.Place, isPublic, patienceSeconds: 1)).Machine == "open1", "public VIPs are reached");

        using var conversation = await Conversation.OpenAsync(site.Place, vip);
        var first = await conversation.AskAsync();
        await served.KillAsync();
        await served.ServeAsync();
        (await conversation.AskAsync()).Should().Be(first);
        await served.StopAsync();
        served.Uplink = null;
        await served.ServeAsync();
        await Eventually.TrueAsync(() => !File.Exists(served.Installation.UplinkNote) && link.Shown() == had, "the interface is given back");
        HostLink.Ip("-o", "link").Should().NotContain(served.Installation.Id, "wires to gateways do not come with it");
        (await TunnelAsync(served)).Reason.Should().StartWith("no uplink is named");
        await served.StopAsync();
        served.Uplink = link.Name;
        await served.ServeAsync();
        await Eventually.TrueAsync(async () => (await Conversation.OnceAsync(site.Place, vip, patienceSeconds: 1)).Machine == "web1", "it leads to the site again", 60);
    }

    /// <summary>A network with one machine behind a VIP, which is told, and a tunnel to the site that is up.</summary>
    private static async Task<IPEndPoint> ConnectAsync(ServedInstallation served, OnPremises site)
    {
        await served.DoneAsync(served.Client.SetNetworkConfigurationAsync(Configuration));
        await served.AddServiceAsync("web", [Documents.Role("web1", endpoints: Documents.Member("web", 80, 8080))], balanced: true);
        await served.DoneAsync(served.Client.CreateGatewayAsync(Network, new CreateGateway { GatewayType = "DynamicRouting" }));
        await served.HealthyAsync("web", 1);
        await site.ConnectAsync(await PeerConfigurationAsync(served));
        await Eventually.TrueAsync(async () => (await TunnelAsync(served)).State == "Connected", "the tunnel is up", 60);
        return await served.VipAsync("web", 80);
    }

    /// <summary>ilb's end let go and nobody tells it to begin again: what the file makes the other end do is all that there is.</summary>
    private static async Task OtherEndStartsAsync(ServedInstallation served, OnPremises site, IPEndPoint vip)
    {
        await served.ExecuteAsync("gateway/" + Network, "sh", "-c", "swanctl --terminate --ike $(sed -n 's/^  \\(site-.*\\) {$/\\1/p' /etc/swanctl/swanctl.conf)");
        await Eventually.TrueAsync(async () => (await Conversation.OnceAsync(site.Place, vip, patienceSeconds: 1)).Machine == "web1", "it begins again", 60);
    }

    private static string Encoded(string key) => Convert.ToBase64String(Encoding.ASCII.GetBytes(key));

    /// <summary>Names of files; each of them must be its owner's alone.</summary>
    private static List<string> HoldersOf(string key, string folder)
    {
        var found = Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(file => Path.GetFileName(file) != "lock") // of the running program, which keeps it
            .Where(file => Encoding.Latin1.GetString(File.ReadAllBytes(file)) is var text && (text.Contains(key, StringComparison.Ordinal) || text.Contains(Encoded(key), StringComparison.Ordinal)))
            .ToList();
        found.Should().NotContain(file => File.GetUnixFileMode(file) != (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        return [.. found.Select(file => Path.GetFileName(file))];
    }

    /// <summary>Of everything that runs on this host.</summary>
    private static string CommandLines()
    {
        var lines = new StringBuilder();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                lines.AppendLine(File.ReadAllText(Path.Combine(process, "cmdline")));
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }

        return lines.ToString();
    }

    private static async Task<string> PeerConfigurationAsync(ServedInstallation served)
    {
        var file = Path.Combine(served.Installation.DataDirectory, "far.conf");
        var (code, output) = await IlbProgram.RunAsync(
            ["gateway", "peer-config", Network, "head office", "-o", file, "--publish-settings", Path.Combine(served.Installation.DataDirectory, "ilb.publishsettings")]);
        code.Should().Be(0, output);
        var text = await File.ReadAllTextAsync(file);
        File.Delete(file);
        return text;
    }

    private static async Task<ControlPlane.Status.TunnelStatus> TunnelAsync(ServedInstallation served) =>
        (await served.StatusAsync()).Gateways.Single().Tunnels.Single();
}
