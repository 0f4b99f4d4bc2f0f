using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>On which VIP an endpoint is: its internal load balancer exists, and, for old versions, an endpoint never changes over.</summary>
internal static class VipRules
{
    /// <summary>Name of the internal load balancer as it was defined; null is the public VIP.</summary>
    public static string? LoadBalancer(Change change, Agreement said, Endpoint? set, Deployment deployment)
    {
        var existing = set ?? said.Drafts.Select(d => d.Before).FirstOrDefault(e => e is not null);
        if (said.Text("LoadBalancerName", r => r.LoadBalancer) is not { } name)
            return existing?.LoadBalancer;

        var path = $"{said.Path}/LoadBalancerName";
        if (deployment.LoadBalancer(name) is not { } balancer)
        {
            change.Bad(ProblemCode.LoadBalancerUnknown, path,
                $"An internal load balancer (ILB) with name {name} not found for this deployment, which has {Existing(deployment)}.");
            return null;
        }

        if (!change.Holds(VersionedRule.EndpointKeepsItsVip))
            return balancer.Name;
        foreach (var endpoint in said.Drafts.Select(d => d.Before).Append(set).OfType<Endpoint>())
            if (!Named.Same(endpoint.LoadBalancer, balancer.Name))
                change.Bad(ProblemCode.EndpointCannotChangeVip, path,
                    $"The endpoint {endpoint.Name} is on the public VIP: it is not possible to convert a regular endpoint to an ILB endpoint "
                    + $"and vice versa. Remove it with Remove-AzureEndpoint and Update-AzureVM, then add it on {balancer.Name}. "
                    + VersionedRule.EndpointKeepsItsVip.WayOut);
        return balancer.Name;
    }

    private static string Existing(Deployment deployment) => deployment.LoadBalancers.IsEmpty
        ? "none: add one with Add-AzureInternalLoadBalancer"
        : Sentences.List(deployment.LoadBalancers.Select(b => b.Name));
}
