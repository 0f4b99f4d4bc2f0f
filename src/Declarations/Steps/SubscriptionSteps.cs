using Ilb.Contracts;
using Ilb.Declarations.Entries;
using Ilb.Declarations.Service;
using AffinityGroup = Ilb.Declarations.Entries.AffinityGroup;

namespace Ilb.Declarations.Steps;

/// <summary>What others need comes before them, and goes after them.</summary>
internal sealed class SubscriptionSteps(Declaration before, Declaration after)
{
    public IEnumerable<Step> All() =>
    [
        .. after.AffinityGroups!.SelectMany(GroupSteps),
        .. NetworkSteps(),
    ];

    private IEnumerable<Step> NetworkSteps()
    {
        var services = ServiceSteps().ToList();
        var gateways = GatewaysThatGo().ToList();
        var (first, last) = services.Count + gateways.Count == 0 ? (after, after) : (Beside(), after);
        return
        [
            .. Put(before, first, "set network configuration"),
            .. after.VirtualNetworks!.SelectMany(GatewaySteps),
            .. services,
            .. gateways,
            .. Put(first, last, "set network configuration, without what is no longer in use"),
            .. before.AffinityGroups!.Where(group => !after.AffinityGroups!.Exists(one => Named.Same(one.Name, group.Name)))
                .Select(group => new Step($"remove affinity group {group.Name}", false, (client, cancel) => client.DeleteAffinityGroupAsync(group.Name!, cancel))),
        ];
    }

    private IEnumerable<Step> ServiceSteps() =>
    [
        .. after.CloudServices!.SelectMany(service => new CloudServiceSteps(before.CloudServices!.Find(one => Named.Same(one.Name, service.Name)), service).All()),
        .. before.CloudServices!.Where(service => !after.CloudServices!.Exists(one => Named.Same(one.Name, service.Name)))
            .Select(service => new Step($"remove cloud service {service.Name} with all that is in it", true, (client, cancel) => client.DeleteServiceAndDeploymentsAsync(service.Name!, cancel))),
    ];

    private IEnumerable<Step> GroupSteps(AffinityGroup group)
    {
        var was = before.AffinityGroups!.Find(one => Named.Same(one.Name, group.Name));
        if (was is null)
            yield return new Step($"add affinity group {group.Name}", false, (client, cancel) => client.CreateAffinityGroupAsync(
                new CreateAffinityGroup { Name = group.Name, Label = group.Label ?? group.Name, Description = group.Description, Location = group.Location }, cancel));
        else if (was.Label != group.Label || was.Description != group.Description)
            yield return new Step($"change affinity group {group.Name}", false, (client, cancel) =>
                client.UpdateAffinityGroupAsync(group.Name!, new UpdateAffinityGroup { Label = group.Label ?? group.Name, Description = group.Description }, cancel));
    }

    private IEnumerable<Step> GatewaySteps(VirtualNetwork network)
    {
        var was = before.VirtualNetworks!.Find(one => Named.Same(one.Name, network.Name))?.Gateway;
        if (network.Gateway is not { } gateway)
            yield break;
        if (was is null)
            yield return new Step($"add the gateway of {network.Name}", true, (client, cancel) =>
                client.CreateGatewayAsync(network.Name!, new CreateGateway { GatewayType = gateway.GatewayType, GatewaySize = gateway.GatewaySize }, cancel));
        else if (gateway.GatewaySize is { } size && !Named.Same(was.GatewaySize, size))
            yield return new Step($"resize the gateway of {network.Name}", true, (client, cancel) => client.UpdateGatewayAsync(network.Name!, new UpdateGateway { GatewaySize = size }, cancel));
    }

    private IEnumerable<Step> GatewaysThatGo() =>
        from network in before.VirtualNetworks!
        where network.Gateway is not null && !after.VirtualNetworks!.Exists(one => Named.Same(one.Name, network.Name))
        select new Step($"remove the gateway of {network.Name}", true, (client, cancel) => client.DeleteGatewayAsync(network.Name!, cancel));

    /// <summary>The network configuration is put as a whole.</summary>
    private static IEnumerable<Step> Put(Declaration from, Declaration to, string what)
    {
        var xml = NetworkDocuments.Xml(to);
        if (xml != NetworkDocuments.Xml(from))
            yield return new Step(what, true, (client, cancel) => client.SetNetworkConfigurationAsync(xml, cancel));
    }

    /// <summary>The networks that will be, and beside them what is still in use and goes.</summary>
    private Declaration Beside() => new()
    {
        DnsServers = Both(before.DnsServers!, after.DnsServers!, server => server.Name),
        LocalNetworkSites = Both(before.LocalNetworkSites!, after.LocalNetworkSites!, site => site.Name),
        VirtualNetworks = [.. Both(before.VirtualNetworks!, after.VirtualNetworks!, network => network.Name).Select(Beside)],
    };

    private VirtualNetwork Beside(VirtualNetwork network)
    {
        if (before.VirtualNetworks!.Find(one => Named.Same(one.Name, network.Name)) is not { } was)
            return network;
        var copy = VirtualNetwork.Form.Merge(was, network, new(false, false));
        copy.Subnets = Both(was.Subnets!, network.Subnets!, subnet => subnet.Name);
        return copy;
    }

    private static List<T> Both<T>(List<T> before, List<T> after, Func<T, string?> name) =>
        [.. after, .. before.Where(was => !after.Exists(now => Named.Same(name(was), name(now))))];
}
