using System.Net;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>The operator chooses other address spaces; what runs keeps its addresses and its connections.</summary>
public sealed class ProviderTests
{
    [Fact]
    public async Task Changed_private_space_is_for_new_cloud_services_and_running_ones_never_notice()
    {
        await using var served = await ServedInstallation.StartAsync();
        await AddAsync(served, "old", "web1", "client1");
        var vip = await served.VipAsync("old", 100);
        await using var downloads = await LongDownloads.StartAsync(await served.InsideAsync("client1"), vip, 3);
        var processes = await served.ProcessesAsync();

        await ChooseAsync(served, """{ "privateAddressSpace": "172.20.0.0/16" }""");
        await AddAsync(served, "new", "web2", "client2");

        $"{vip.Address}".Should().StartWith("100.64.");
        (await served.ProcessesAsync()).Should().StartWith(processes);
        await downloads.GoOnAsync();
        await served.DoneAsync(served.Client.AddRoleAsync("old", "old", Machine("client3")));
        (await Conversation.OnceAsync(await served.InsideAsync("client3"), vip)).Machine.Should().Be("web1");
        var other = await served.VipAsync("new", 100);
        $"{other.Address}".Should().StartWith("172.20.");
        (await Conversation.OnceAsync(await served.InsideAsync("client2"), other)).Machine.Should().Be("web2");
    }

    [Fact]
    public async Task Public_vips_come_from_the_pool_that_the_operator_chose_and_are_reachable_there()
    {
        using var outside = new OutsidePlace();
        await using var served = await ServedInstallation.StartAsync(uplink: outside.Path);
        await ChooseAsync(served, """{ "publicAddressSpace": "198.18.7.0/29" }""");
        await served.AddNetworksAsync();
        var open = Documents.Member("open", 80, 8080);
        open.LoadBalancerName = null;
        await served.AddServiceAsync("web", [Documents.Role("web1", endpoints: open)]);
        await served.HealthyAsync("web", 1);

        var vip = await served.VipAsync("web", 80);
        $"{vip.Address}".Should().Be("198.18.7.4", "the first addresses of a pool are nobody's");
        (await Conversation.OnceFromAsync(outside.Place, new(IPAddress.Parse("198.18.7.1"), 0), vip)).Machine.Should().Be("web1", "the uplink has the route");
        outside.SendEverythingTo(vip.Address);
        (await Conversation.OnceFromAsync(outside.Place, new(OutsidePlace.Address, 0), vip)).Client!.Address.Should().Be(OutsidePlace.Address);
        (await served.StatusAsync()).Notes.Should().BeEmpty();
    }

    private static async Task ChooseAsync(ServedInstallation served, string provider)
    {
        (await served.StopAsync()).Should().Be(0);
        await File.WriteAllTextAsync(
            Path.Combine(served.Installation.DataDirectory, "provider.json"), provider, TestContext.Current.CancellationToken);
        await served.ServeAsync();
    }

    private static async Task AddAsync(ServedInstallation served, string service, string member, string client)
    {
        await served.Client.CreateServiceAsync(
            new CreateHostedService { ServiceName = service, Label = XmlDocuments.EncodeLabel(service), Location = Documents.Location });
        var deployment = Documents.Deployment(service, "", [Machine(member, Documents.Member("first", 100, 8080)), Machine(client)], balanced: true);
        deployment.LoadBalancers![0].FrontendIpConfiguration!.SubnetName = null;
        await served.DoneAsync(served.Client.CreateDeploymentAsync(service, deployment));
        await served.HealthyAsync(service, 1);
    }

    private static Role Machine(string name, params IEnumerable<InputEndpoint> endpoints)
    {
        var role = Documents.Role(name, endpoints: endpoints);
        role.ConfigurationSets![0].SubnetNames = null;
        return role;
    }
}
