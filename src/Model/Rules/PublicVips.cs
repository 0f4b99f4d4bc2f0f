using System.Net;
using Ilb.Model.Addressing;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>
/// The pool of public addresses. A deployment gets its VIP with the first endpoint that has no internal load balancer and a gateway
/// its address with its creation; they keep it for life.
/// </summary>
internal static class PublicVips
{
    public static DesiredState Assign(Change change, DesiredState state)
    {
        foreach (var (subscription, service, deployment) in Deployments(state).Where(d => d.Deployment.PublicVip is null && HasPublic(d.Deployment)).ToList())
        {
            if (Take(change, state, $"'{service.Name}'", "InputEndpoints") is not { } vip)
                return state;
            var owner = state.Subscription(subscription.Id)!;
            var current = owner.CloudServices.First(s => Named.Same(s.Name, service.Name));
            state = state.Put(owner.Put(current.Put(deployment with { PublicVip = vip })));
        }

        return state;
    }

    /// <summary>An address that nobody has; a problem when there is none.</summary>
    public static IPAddress? Take(Change change, DesiredState state, string owner, string path)
    {
        var pool = change.Context.Catalogue.PublicSpace;
        var address = Free(pool, Taken(state));
        if (address is null)
            change.Conflict(ProblemCode.PublicVipsExhausted, path,
                $"The pool of public addresses {pool} has no free address left for {owner}. "
                + "Endpoints on an internal load balancer need none; the operator sets publicAddressSpace in provider.json.");
        return address;
    }

    private static HashSet<IPAddress> Taken(DesiredState state) =>
    [
        .. Deployments(state).Select(d => d.Deployment.PublicVip).OfType<IPAddress>(),
        .. state.Subscriptions.SelectMany(s => s.Network?.VirtualNetworks ?? []).Select(n => n.Gateway?.PublicAddress).OfType<IPAddress>(),
    ];

    private static bool HasPublic(Deployment deployment) => deployment.Roles.Any(role => role.Endpoints.Any(e => e.LoadBalancer is null));

    /// <summary>As in a subnet, the first four addresses and the last are nobody's; the uplink itself has one of them.</summary>
    private static IPAddress? Free(Ipv4Prefix pool, HashSet<IPAddress> taken)
    {
        for (var number = pool.First; number <= pool.Last; number++)
            if (Ipv4Prefix.ToAddress(number) is var address && !AddressPlan.IsReserved(pool, address) && !taken.Contains(address))
                return address;
        return null;
    }

    private static IEnumerable<(SubscriptionState Subscription, CloudService Service, Deployment Deployment)> Deployments(DesiredState state) =>
        from subscription in state.Subscriptions
        from service in subscription.CloudServices
        from deployment in service.Deployments
        select (subscription, service, deployment);
}
