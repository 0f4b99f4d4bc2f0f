using Ilb.Client;
using Ilb.Contracts;
using Ilb.ControlPlane.Ownership;
using Ilb.Model.Commands;
using Ilb.Unit.ControlPlane;
using Ilb.Unit.Decisions;

namespace Ilb.Unit.Declarations;

/// <summary>Plays random commands at a real control plane, which keeps what it accepts, and asks it as its clients do.</summary>
internal sealed class RandomState(TestService service) : IDisposable
{
    private readonly AzureSubscription _subscription = PublishSettings.Read(service.Host.Folder.PublishSettingsFile)[0];

    public static async Task<RandomState> StartAsync() => new(await TestService.StartAsync());

    public ServiceManagementClient Client(string? plan = null) => new(_subscription, plan);

    public void Dispose() => service.DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Forgets everything, then plays the commands; how many were accepted.</summary>
    public async Task<int> PlayAsync(IEnumerable<Command> commands)
    {
        await ClearAsync();
        await TryAsync(new PutNetworkConfiguration(World.Tenant, World.Network(World.Site())));
        await TryAsync(new CreateCloudService(World.Tenant, World.Service, "The website", "for tests", "West US", null));
        var accepted = 0;
        foreach (var command in commands)
            accepted += await TryAsync(command) ? 1 : 0;
        return accepted;
    }

    private async Task ClearAsync()
    {
        foreach (var cloudService in (string[])[World.Service, "lonely"])
            await TryAsync(new DeleteCloudService(World.Tenant, cloudService, WithDeployments: true));
        foreach (var network in (string[])["VNetUSWest", "more", "other"])
            await TryAsync(new DeleteGateway(World.Tenant, network));
        await TryAsync(new PutNetworkConfiguration(World.Tenant, World.Network()));
        foreach (var group in (string[])["group1", "group2"])
            await TryAsync(new DeleteAffinityGroup(World.Tenant, group));
    }

    private async Task<bool> TryAsync(Command command)
    {
        var own = command with { Subscription = service.Subscription };
        if (own is PutNetworkConfiguration put)
            own = put with { Document = put.Document with { Xml = Xml(put.Document) } };
        var request = new ChangeRequest(Guid.NewGuid().ToString("N"), own, "", "", IsAsynchronous: false, []) { Version = ApiVersion.Announced };
        return await ((IStateOwner)service.Host.Observer).ChangeAsync(request) is Accepted;
    }

    /// <summary>What the service returns is what was put: so it has to say the same as the command.</summary>
    private static string Xml(NetworkConfigurationDocument document) => XmlDocuments.ToText(new NetworkConfiguration
    {
        VirtualNetworkConfiguration = new VirtualNetworkConfiguration
        {
            LocalNetworkSites = [.. document.LocalNetworkSites.Select(site => new LocalNetworkDefinition { Name = site.Name, AddressSpace = [.. site.AddressPrefixes], VpnGatewayAddress = site.VpnGatewayAddress })],
            VirtualNetworkSites = [.. document.VirtualNetworkSites.Select(Of)],
        },
    });

    private static VirtualNetworkDefinition Of(VirtualNetworkSiteElement site) => new()
    {
        Name = site.Name,
        Location = site.Location,
        AddressSpace = [.. site.AddressPrefixes],
        Subnets = [.. site.Subnets.Select(subnet => new SubnetDefinition { Name = subnet.Name, AddressPrefix = subnet.AddressPrefix })],
        Gateway = new GatewayDefinition { ConnectionsToLocalNetwork = [.. site.LocalNetworkSiteRefs.Select(name => new LocalNetworkReference { Name = name })] },
    };
}
