using AwesomeAssertions;
using Ilb.Client;
using Ilb.Contracts;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>
/// Rules that held when the announcement was made: refused for its version, with the rule and the way out, and taken for a later one
/// on the same deployment, whose machines and connections go on all the while.
/// </summary>
public sealed class VersionTests : IAsyncLifetime
{
    private const string Later = "2014-06-01", Group = "agwest", GroupNetwork = "VNetOfGroup";

    private ServedInstallation? _served;

    private ServedInstallation Served => _served!;

    public async ValueTask InitializeAsync() => _served = await ServedInstallation.StartAsync();

    [Fact]
    public async Task Network_of_an_affinity_group_becomes_regional_under_running_machines_and_then_takes_a_load_balancer()
    {
        await MakeGroupNetworkAsync();
        var (client, web1) = (await Served.InsideAsync("client1"), await Served.InsideAsync("web1"));
        await using var download = await LongDownloads.StartAsync(client, new(web1.Address, 80), 2);
        var (machines, kernel) = (await Served.ProcessesAsync(), KernelFacts.Of(Served.Installation).ToString());
        (await RefusalAsync(Served.Client.AddLoadBalancerAsync("web", "web", Balancer(Documents.FrontEnd)))).Should()
            .Contain("FAQ 1").And.Contain("Set-AzureVNetConfig").And.Contain("-ApiVersion 2014-06-01").And.Contain("ILB_API_VERSION");

        await Served.DoneAsync(Served.Client.SetNetworkConfigurationAsync(Regional));
        await download.GoOnAsync();
        KernelFacts.Of(Served.Installation).ToString().Should().Be(kernel, "nothing changes for machines that run");
        await Served.DoneAsync(Served.Client.AddLoadBalancerAsync("web", "web", Balancer(Documents.FrontEnd)));
        foreach (var machine in (string[])["web1", "web2"])
            await Served.ChangeRoleAsync("web", machine, role => role.Endpoints().Add(Documents.Member("first", 100, 8080)));
        await Served.HealthyAsync("web", 2);

        (await Conversation.OnceAsync(client, await Served.VipAsync("web", 100))).Failure.Should().BeNull();
        await download.GoOnAsync();
        (await Served.ProcessesAsync()).Should().Equal(machines, "machines are the same processes as before");
    }

    [Fact]
    public async Task Deployment_outside_a_network_takes_a_load_balancer_later_only_of_a_later_version()
    {
        await Served.AddServiceAsync("lone", [NoSubnet(Documents.Role("web1")), NoSubnet(Documents.Role("client1"))], network: "");
        (await RefusalAsync(Served.Client.AddLoadBalancerAsync("lone", "lone", Balancer(null)))).Should()
            .Contain("FAQ 1").And.Contain("-InternalLoadBalancerConfig").And.Contain("-ApiVersion 2014-06-01");

        using var later = Served.ClientOf(Later);
        await Served.DoneAsync(later.AddLoadBalancerAsync("lone", "lone", Balancer(null)));
        await Served.ChangeRoleAsync("lone", "web1", role => role.Endpoints().Add(Documents.Member("first", 100, 8080)));
        await Served.HealthyAsync("lone", 1);
        (await Conversation.OnceAsync(await Served.InsideAsync("client1"), await Served.VipAsync("lone", 100))).Machine.Should().Be("web1");
    }

    [Fact]
    public async Task Existing_load_balanced_endpoint_is_attached_to_a_load_balancer_only_of_a_later_version()
    {
        await Served.AddNetworksAsync();
        await Served.AddServiceAsync("web", [Documents.Role("web1", endpoints: Public()), Documents.Role("web2", endpoints: Public())], balanced: true);
        await Served.AddServiceAsync("clients", [Documents.Role("client1", Documents.Clients)]);
        var client = await Served.InsideAsync("client1");
        var attached = await Served.Client.GetRoleAsync("web", "web", "web1");
        attached.Endpoints().Single().LoadBalancerName = Documents.Balancer;
        (await RefusalAsync(Served.Client.UpdateRoleAsync("web", "web", attached))).Should()
            .Contain("FAQ 3").And.Contain("Remove-AzureEndpoint").And.Contain("-ApiVersion 2014-06-01");

        using var later = Served.ClientOf(Later);
        await Served.DoneAsync(later.UpdateRoleAsync("web", "web", attached));
        await Served.HealthyAsync("web", 2);
        var vip = await Served.VipAsync("web", 100);
        var who = new HashSet<string?>();
        for (var i = 0; i < 40; i++)
            who.Add((await Conversation.OnceAsync(client, vip)).Machine);
        who.Should().BeEquivalentTo("web1", "web2");
    }

    public async ValueTask DisposeAsync() => await Served.DisposeAsync();

    private async Task MakeGroupNetworkAsync()
    {
        await Served.Client.CreateAffinityGroupAsync(
            new CreateAffinityGroup { Name = Group, Label = XmlDocuments.EncodeLabel(Group), Location = Documents.Location });
        await Served.DoneAsync(Served.Client.SetNetworkConfigurationAsync(Configuration($"AffinityGroup=\"{Group}\"")));
        await Served.Client.CreateServiceAsync(
            new CreateHostedService { ServiceName = "web", Label = XmlDocuments.EncodeLabel("web"), AffinityGroup = Group });
        await Served.DoneAsync(Served.Client.CreateDeploymentAsync("web", Documents.Deployment(
            "web", GroupNetwork, [Documents.Role("web1"), Documents.Role("web2"), Documents.Role("client1", Documents.Clients)], balanced: false)));
    }

    private static string Regional => Configuration($"Location=\"{Documents.Location}\"");

    private static string Configuration(string place) => $"""
        <NetworkConfiguration xmlns="http://schemas.microsoft.com/ServiceHosting/2011/07/NetworkConfiguration">
          <VirtualNetworkConfiguration><VirtualNetworkSites><VirtualNetworkSite name="{GroupNetwork}" {place}>
            <AddressSpace><AddressPrefix>10.0.0.0/16</AddressPrefix></AddressSpace>
            <Subnets>
              <Subnet name="{Documents.FrontEnd}"><AddressPrefix>10.0.0.0/24</AddressPrefix></Subnet>
              <Subnet name="{Documents.Clients}"><AddressPrefix>10.0.1.0/24</AddressPrefix></Subnet>
            </Subnets>
          </VirtualNetworkSite></VirtualNetworkSites></VirtualNetworkConfiguration>
        </NetworkConfiguration>
        """;

    private static LoadBalancer Balancer(string? subnet) => new()
    {
        Name = Documents.Balancer,
        FrontendIpConfiguration = new FrontendIpConfiguration { Type = "Private", SubnetName = subnet },
    };

    private static InputEndpoint Public()
    {
        var endpoint = Documents.Member("first", 100, 8080);
        endpoint.LoadBalancerName = null;
        return endpoint;
    }

    private static Role NoSubnet(Role role)
    {
        role.ConfigurationSets![0].SubnetNames = null;
        return role;
    }

    private async Task<string> RefusalAsync(Task<string> change)
    {
        var doing = () => Served.DoneAsync(change);
        return (await doing.Should().ThrowAsync<ServiceManagementException>()).Which.Message;
    }
}
