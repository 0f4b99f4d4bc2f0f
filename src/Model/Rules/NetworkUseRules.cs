using System.Collections.Immutable;
using Ilb.Model.Addressing;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>What is in use stays: a put may add and grow networks and subnets, and drop or shrink only unused ones.</summary>
internal static class NetworkUseRules
{
    public static void Check(Change change, ImmutableArray<VirtualNetwork> after)
    {
        foreach (var before in change.Subscription.Network?.VirtualNetworks ?? [])
        {
            var users = UsersOf(change.Subscription, before).ToList();
            if (users.Count > 0)
                CheckNetwork(change, before, after.FirstOrDefault(n => Named.Same(n.Name, before.Name)), users);
        }
    }

    private static void CheckNetwork(Change change, VirtualNetwork before, VirtualNetwork? after, List<NetworkUser> users)
    {
        var path = $"VirtualNetworkSite[{before.Name}]";
        if (after is null)
        {
            Refuse(change, ProblemCode.NetworkInUse, path, $"The virtual network '{before.Name}' cannot be removed", users);
            return;
        }

        if (!BecomesRegional(change, before, after) && (!Named.Same(before.Location, after.Location) || !Named.Same(before.AffinityGroup, after.AffinityGroup)))
            Refuse(change, ProblemCode.NetworkInUse, path,
                $"The virtual network '{before.Name}' cannot leave {before.Location ?? before.AffinityGroup}", users);
        foreach (var lost in before.AddressSpace.Where(p => !after.AddressSpace.Any(a => a.Contains(p))))
            Refuse(change, ProblemCode.NetworkInUse, $"{path}/AddressPrefix[{lost}]",
                $"The address prefix {lost} of '{before.Name}' cannot be removed or shrunk", users);
        if (before.Ipv6 is { } lost6 && after.Ipv6 != lost6 && users.Exists(user => !user.IsGateway))
            Refuse(change, ProblemCode.NetworkInUse, $"{path}/AddressPrefix[{lost6}]",
                $"The IPv6 prefix {lost6} of '{before.Name}' cannot be removed or changed", [.. users.Where(user => !user.IsGateway)]);
        foreach (var subnet in before.Subnets)
            CheckSubnet(change, path, subnet, after.Subnet(subnet.Name), users);
    }

    /// <summary>A network of an affinity group may become a regional one where it is; its machines do not notice.</summary>
    private static bool BecomesRegional(Change change, VirtualNetwork before, VirtualNetwork after) =>
        before.AffinityGroup is not null && after.Location is not null
        && Named.Same(change.Subscription.AffinityGroup(before.AffinityGroup)?.Location, after.Location);

    private static void CheckSubnet(Change change, string network, Subnet before, Subnet? after, List<NetworkUser> users)
    {
        var inSubnet = users.Where(u => Named.Same(u.Subnet, before.Name)).ToList();
        if (inSubnet.Count > 0 && (after is null || !after.Prefix.Contains(before.Prefix)))
            Refuse(change, ProblemCode.SubnetInUse, $"{network}/Subnet[{before.Name}]",
                $"The subnet '{before.Name}' ({before.Prefix}) cannot be removed or shrunk", inSubnet);
    }

    private static void Refuse(Change change, ProblemCode code, string path, string sentence, List<NetworkUser> users) =>
        change.Conflict(code, path, $"{sentence}: it is used by {Sentences.And([.. users.Select(u => u.Name)])}.");

    private static IEnumerable<NetworkUser> UsersOf(SubscriptionState subscription, VirtualNetwork network)
    {
        if (network.Gateway is { } gateway)
            yield return new NetworkUser(Subnet.GatewayName, $"its gateway ({gateway.Address}), which Remove-AzureVNetGateway removes");
        foreach (var service in subscription.CloudServices)
        {
            foreach (var deployment in service.Deployments.Where(d => Named.Same(d.VirtualNetwork, network.Name)))
            {
                var place = LoadBalancedSet.PlaceName(service, deployment);
                foreach (var role in deployment.Roles)
                    yield return new NetworkUser(role.Subnet, $"machine {place}/{role.Name} ({role.Address})");
                foreach (var balancer in deployment.LoadBalancers)
                    yield return new NetworkUser(balancer.Subnet, $"internal load balancer {place}/{balancer.Name} ({balancer.Address})");
                foreach (var balancer in deployment.LoadBalancers)
                    foreach (var retired in balancer.Retired)
                        yield return new NetworkUser(
                            retired.Subnet, $"connections to the former address of internal load balancer {place}/{balancer.Name} ({retired.Address})");
            }
        }
    }

    private sealed record NetworkUser(string? Subnet, string Name)
    {
        public bool IsGateway => Desired.Subnet.GatewayName == Subnet;
    }
}
