using System.Collections.Immutable;
using System.Net;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>The internal load balancer of a deployment.</summary>
internal static class LoadBalancerRules
{
    public static DesiredState Add(Change change, AddLoadBalancer command)
    {
        if (DeploymentRules.Find(change, command) is not var (service, deployment))
            return change.State;
        CheckOnlyOne(change, deployment.LoadBalancers.Select(b => b.Name), command.LoadBalancer.Name);
        var place = Place.Of(change.Subscription, service, deployment);
        CheckTakesOne(change, place, deployment, command.LoadBalancer.Name);
        var balancer = Build(change, place, command.LoadBalancer, null);
        if (balancer is null)
            return change.State;
        return DeploymentRules.Store(change, service, deployment with { LoadBalancers = deployment.LoadBalancers.Add(balancer) });
    }

    public static DesiredState Set(Change change, SetLoadBalancer command)
    {
        if (DeploymentRules.Find(change, command) is not var (service, deployment) || Find(change, deployment, command.Name) is not { } before)
            return change.State;
        if (!string.IsNullOrEmpty(command.LoadBalancer.Name) && !Named.Same(command.LoadBalancer.Name, before.Name))
            change.Bad(ProblemCode.LoadBalancerRenamed, $"{Path(before.Name)}/Name",
                $"A load balancer keeps its name: '{command.LoadBalancer.Name}' is not '{before.Name}'.");

        var request = command.LoadBalancer with { Name = before.Name };
        var place = Place.Of(change.Subscription, service, deployment);
        foreach (var mine in before.Retired)
            place.Plan.Free(mine.Address);
        if (Build(change, place, request, before) is not { } built)
            return change.State;
        var after = VipMoveRules.Move(change, deployment, before, built);
        return DeploymentRules.Store(change, service, deployment with { LoadBalancers = deployment.LoadBalancers.Replace(before, after) });
    }

    public static DesiredState Remove(Change change, RemoveLoadBalancer command)
    {
        if (DeploymentRules.Find(change, command) is not var (service, deployment) || Find(change, deployment, command.Name) is not { } balancer)
            return change.State;

        var users = (
            from role in deployment.Roles
            from endpoint in role.Endpoints
            where Named.Same(endpoint.LoadBalancer, balancer.Name)
            select $"endpoint {endpoint.Name} on {role.Name}").ToList();
        if (users.Count > 0)
            change.Conflict(ProblemCode.LoadBalancerInUse, Path(balancer.Name),
                $"The internal load balancer '{balancer.Name}' is used by {Sentences.And(users)}. "
                + "Remove the endpoints first with Remove-AzureEndpoint and Update-AzureVM.");
        return DeploymentRules.Store(change, service, deployment with { LoadBalancers = deployment.LoadBalancers.Remove(balancer) });
    }

    /// <summary>The load balancers of a new deployment.</summary>
    public static ImmutableArray<InternalLoadBalancer> Create(Change change, Place place, ImmutableArray<LoadBalancerRequest> requests)
    {
        foreach (var second in requests.Skip(1))
            CheckOnlyOne(change, requests.Take(1).Select(r => r.Name ?? ""), second.Name);
        if (requests is not [var asked, ..])
            return [];
        CheckTakesOne(change, place, place.Service.Deployments.FirstOrDefault(), asked.Name);
        // With problems a stand-in, so that endpoints may name it.
        return [Build(change, place, asked, null) ?? new InternalLoadBalancer(asked.Name ?? "", null, IPAddress.Any, false)];
    }

    /// <summary>Whether the request asks for the place and the address that the balancer has.</summary>
    public static bool IsAt(InternalLoadBalancer balancer, LoadBalancerRequest request) =>
        Named.Same(balancer.Subnet ?? "", request.SubnetName ?? "")
        && (string.IsNullOrEmpty(request.StaticAddress)
            ? !balancer.AddressIsStatic
            : balancer.AddressIsStatic && IPAddress.TryParse(request.StaticAddress, out var address) && address.Equals(balancer.Address));

    private static void CheckOnlyOne(Change change, IEnumerable<string> existing, string? name)
    {
        foreach (var other in existing)
            change.Bad(ProblemCode.LoadBalancerExists, Path(name),
                $"LoadBalancer already exists: {other}. Only one internal load balancer allowed per deployment.");
    }

    /// <param name="existing">A deployment that the cloud service has already.</param>
    private static void CheckTakesOne(Change change, Place place, Deployment? existing, string? name)
    {
        if (place.Network is not null)
            CheckRegional(change, place.Network, name);
        else if (existing is not null && change.Holds(VersionedRule.ExistingDeploymentNeedsRegionalNetwork))
            change.Bad(ProblemCode.LoadBalancerNeedsFirstDeployment, Path(name),
                $"The cloud service '{place.Service.Name}' has the deployment '{existing.Name}' already: outside a regional virtual network "
                + "an internal load balancer is given with the first deployment (New-AzureVM -InternalLoadBalancerConfig). "
                + VersionedRule.ExistingDeploymentNeedsRegionalNetwork.WayOut);
    }

    private static void CheckRegional(Change change, VirtualNetwork network, string? name)
    {
        if (!network.IsRegional && change.Holds(VersionedRule.ExistingDeploymentNeedsRegionalNetwork))
            change.Bad(ProblemCode.LoadBalancerNeedsRegionalNetwork, $"{Path(name)}/FrontendIpConfiguration",
                $"The virtual network '{network.Name}' is bound to the affinity group '{network.AffinityGroup}'. "
                + "An internal load balancer needs a regional virtual network: give it a Location instead with Set-AzureVNetConfig; "
                + $"its machines go on running. {VersionedRule.ExistingDeploymentNeedsRegionalNetwork.WayOut}");
    }

    private static InternalLoadBalancer? Build(Change change, Place place, LoadBalancerRequest request, InternalLoadBalancer? before)
    {
        var path = $"{Path(request.Name)}/FrontendIpConfiguration";
        NameRules.Other(change, request.Name, $"{Path(request.Name)}/Name", "load balancer");
        if (!string.IsNullOrEmpty(request.Type) && !Named.Same(request.Type, "Private"))
            change.Bad(ProblemCode.FrontendTypeUnknown, $"{path}/Type", $"'{request.Type}': the type of an internal load balancer is Private.");

        var wish = string.IsNullOrEmpty(request.StaticAddress) ? null : request.StaticAddress;
        if (Subnet(change, place, request, wish, before?.Subnet, path) is not { } subnet)
            return null;

        var address = wish is not null
            ? AddressRules.Static(change, place.Plan, subnet, wish, before?.Address, $"{path}/StaticVirtualNetworkIPAddress")
            : before is not null && subnet.Prefix.Contains(before.Address)
                ? before.Address
                : AddressRules.Dynamic(change, place.Plan, subnet, $"{path}/SubnetName");
        if (address is null)
            return null;

        place.Plan.Take(address, $"internal load balancer {request.Name} of this request");
        return new InternalLoadBalancer(request.Name!, place.Network is null ? null : subnet.Name, address, wish is not null)
        {
            AllowsLoopback = request.AllowLoopback ?? before?.AllowsLoopback ?? false,
        };
    }

    private static Subnet? Subnet(Change change, Place place, LoadBalancerRequest request, string? wish, string? mine, string path)
    {
        if (place.Network is null)
        {
            if (!string.IsNullOrEmpty(request.SubnetName))
                change.Bad(ProblemCode.SubnetNeedsVirtualNetwork, $"{path}/SubnetName",
                    $"The deployment is in no virtual network and has no subnet '{request.SubnetName}': leave it out, the VIP comes from the private address space.");
            if (wish is not null)
                change.Bad(ProblemCode.AddressNeedsVirtualNetwork, $"{path}/StaticVirtualNetworkIPAddress",
                    $"{wish}: a static address needs a virtual network, and the deployment is in none.");
            return wish is null ? place.Private : null;
        }

        if (!string.IsNullOrEmpty(request.SubnetName))
            return AddressRules.Subnet(change, place.Network, request.SubnetName, $"{path}/SubnetName", mine);

        change.Bad(ProblemCode.SubnetMissing, $"{path}/SubnetName",
            $"In a virtual network a SubnetName is needed. Subnets of '{place.Network.Name}': {AddressRules.SubnetList(place.Network)}.");
        return null;
    }

    private static InternalLoadBalancer? Find(Change change, Deployment deployment, string name)
    {
        var balancer = deployment.LoadBalancer(name);
        if (balancer is null)
            change.Missing(ProblemCode.LoadBalancerUnknown, Path(name),
                $"The load balancer '{name}' does not exist. The deployment '{deployment.Name}' has: {Sentences.List(deployment.LoadBalancers.Select(b => b.Name))}.");
        return balancer;
    }

    private static string Path(string? name) => $"LoadBalancer[{name}]";
}
