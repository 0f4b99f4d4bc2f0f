using Ilb.Client;
using Ilb.Declarations.Entries;
using Ilb.Declarations.Forms;
using Ilb.Declarations.Text;
using Wire = Ilb.Contracts;

namespace Ilb.Declarations.Service;

/// <summary>What a subscription has, in the form of a declaration that says everything.</summary>
/// <param name="OfPackages">Deployments of packages, which are no part of declarations: "MyWebsite1" or "MyWebsite1.staging".</param>
public sealed record Existing(Declaration State, IReadOnlyList<string> OfPackages)
{
    /// <param name="service">Only this cloud service; null: everything.</param>
    /// <exception cref="ServiceManagementException">The service can't be asked, or knows no such cloud service.</exception>
    public static async Task<Existing> ReadAsync(ServiceManagementClient client, string? service = null, CancellationToken cancellation = default)
    {
        if (service is not null)
            return Of(new Declaration { Partial = true }, [await client.GetServiceAsync(service, detail: true, cancellation)]);
        var state = new Declaration();
        NetworkDocuments.Fill(state, await client.GetNetworkConfigurationAsync(cancellation));
        foreach (var network in state.VirtualNetworks!)
            network.Gateway = await GatewayAsync(client, network.Name!, cancellation);
        state.AffinityGroups = [.. (await client.GetAffinityGroupsAsync(cancellation)).AffinityGroups.Select(Answers.Of)];
        var services = new List<Wire.HostedService>();
        foreach (var one in (await client.GetServicesAsync(cancellation)).HostedServices)
            services.Add(await client.GetServiceAsync(one.ServiceName!, detail: true, cancellation));
        return Of(state, services);
    }

    /// <summary>What would be when all that is wished is done.</summary>
    /// <param name="prune">What exists and is in no list that the document writes goes.</param>
    public Wish Wish(Declaration wished, bool prune)
    {
        Defaults.Fill(wished);
        // Of what exists nothing is wished: so it is compared in the form that everything has after it was merged.
        var before = Entries.Declaration.Form.Merge(State, new Declaration(), new Pruning(false, false));
        var after = Entries.Declaration.Form.Merge(before, wished, new Pruning(prune && wished.Partial != true, prune));
        Defaults.Settle(after);
        return new Wish(before, after, OfPackages);
    }

    /// <summary>As short as it can be said: without what follows from the rest.</summary>
    public Declaration Declaration()
    {
        var copy = Document.Read(Writing.ToJson(State));
        Defaults.Shorten(copy);
        return copy;
    }

    private static Existing Of(Declaration state, List<Wire.HostedService> services)
    {
        state.CloudServices = [.. services.Select(Answers.Of)];
        return new Existing(state,
        [
            .. from service in services
               from deployment in service.Deployments ?? []
               where Answers.IsOfPackage(deployment)
               select new Deployment { Slot = deployment.DeploymentSlot }.NameIn(service.ServiceName!),
        ]);
    }

    private static async Task<Gateway?> GatewayAsync(ServiceManagementClient client, string network, CancellationToken cancellation) =>
        await client.GetGatewayAsync(network, cancellation) is { State: not ("NotProvisioned" or "Deprovisioning") } gateway
            ? new Gateway { GatewayType = Answers.Said(gateway.GatewayType), GatewaySize = Answers.Said(gateway.GatewaySize) }
            : null;
}
