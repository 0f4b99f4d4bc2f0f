using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>
/// On which VIP an endpoint is: that of the internal load balancer that it names; else that of the other members of its set; else
/// the public one. Its own place before counts only for old versions, in which an endpoint never changes over.
/// </summary>
internal static class VipRules
{
    /// <param name="set">A member of the set as it was.</param>
    /// <param name="deployment">Without the endpoints that the request replaces: a member found in it is another one.</param>
    /// <returns>Name of the internal load balancer as it was defined; null is the public VIP.</returns>
    public static string? LoadBalancer(Change change, Agreement said, Endpoint? set, Deployment deployment)
    {
        var others = EndpointRules.SetOf(deployment, set?.SetName);
        var path = $"{said.Path}/LoadBalancerName";
        var name = said.Text("LoadBalancerName", r => r.LoadBalancer) ?? others?.LoadBalancer;
        if (name is not null && deployment.LoadBalancer(name) is null)
        {
            change.Bad(ProblemCode.LoadBalancerUnknown, path,
                $"An internal load balancer (ILB) with name {name} not found for this deployment, which has {Existing(deployment)}.");
            return null;
        }

        name = deployment.LoadBalancer(name)?.Name;
        if (change.Holds(VersionedRule.EndpointKeepsItsVip))
            CheckStays(change, said.Drafts.Select(d => d.Before).Append(set).OfType<Endpoint>(), name, path);
        else if (others is null)
            NoteMoves(change, said, name);
        return name;
    }

    private static void CheckStays(Change change, IEnumerable<Endpoint> before, string? name, string path)
    {
        foreach (var endpoint in before.Where(e => !Named.Same(e.LoadBalancer, name)).DistinctBy(e => e.Name))
            change.Bad(ProblemCode.EndpointCannotChangeVip, path,
                $"The endpoint {endpoint.Name} is on {Text(endpoint.LoadBalancer)} and would be on {Text(name)}: it is not possible to convert "
                + "a regular endpoint to an ILB endpoint and vice versa. Remove it with Remove-AzureEndpoint and Update-AzureVM, then add it anew. "
                + VersionedRule.EndpointKeepsItsVip.WayOut);
    }

    // What moves with a whole set is noted where the set is changed.
    private static void NoteMoves(Change change, Agreement said, string? name)
    {
        foreach (var draft in said.Drafts.Where(d => d.Before is not null && !Named.Same(d.Before.LoadBalancer, name)))
            change.Note($"The endpoint {draft.Before!.Name} of {draft.Role} is on {Text(name)} now, no longer on {Text(draft.Before.LoadBalancer)}.");
    }

    private static string Text(string? balancer) => balancer ?? "the public VIP";

    private static string Existing(Deployment deployment) => deployment.LoadBalancers.IsEmpty
        ? "none: add one with Add-AzureInternalLoadBalancer"
        : Sentences.List(deployment.LoadBalancers.Select(b => b.Name));
}
