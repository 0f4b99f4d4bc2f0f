using System.Net;
using Ilb.Model.Addressing;
using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>Gives a deployment its public VIP with the first endpoint that has no internal load balancer; it keeps it for life.</summary>
internal static class PublicVips
{
    public static DesiredState Assign(Change change, DesiredState state)
    {
        var taken = Deployments(state).Select(d => d.Deployment.PublicVip).OfType<IPAddress>().ToHashSet();
        foreach (var (subscription, service, deployment) in Deployments(state).Where(d => d.Deployment.PublicVip is null && HasPublic(d.Deployment)).ToList())
        {
            if (Free(change.Context.Catalogue.PublicSpace, taken) is not { } vip)
            {
                change.Conflict(ProblemCode.PublicVipsExhausted, "InputEndpoints",
                    $"The pool of public VIPs {change.Context.Catalogue.PublicSpace} has no free address left for '{service.Name}'. "
                    + "Endpoints on an internal load balancer need none; the operator sets publicAddressSpace in provider.json.");
                return state;
            }

            taken.Add(vip);
            var owner = state.Subscription(subscription.Id)!;
            var current = owner.CloudServices.First(s => Named.Same(s.Name, service.Name));
            state = state.Put(owner.Put(current.Put(deployment with { PublicVip = vip })));
        }

        return state;
    }

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
