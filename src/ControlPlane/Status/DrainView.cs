using Ilb.ControlPlane.Ownership;
using Ilb.Model.Desired;

namespace Ilb.ControlPlane.Status;

/// <summary>What a subscription's operator took out, with what is left of it.</summary>
/// <param name="flows">Live flows per backend slot index; null while no agent tells.</param>
internal sealed class DrainView(PublishedState state, SubscriptionState subscription, IReadOnlyDictionary<uint, int>? flows, DateTimeOffset now)
{
    public IReadOnlyList<DrainLine> Lines =>
    [
        .. from service in subscription.CloudServices
           from deployment in service.Deployments
           let sets = LoadBalancedSet.Of(subscription, service, deployment).SelectMany(set => set.AtEveryAddress()).ToList()
           from role in deployment.Roles
           from drain in role.Drains
           select Line($"{LoadBalancedSet.PlaceName(service, deployment)}/{role.Name}", drain, FlowsLeft(sets, role, drain)),
    ];

    /// <summary>At former addresses of a load balancer, too.</summary>
    private int? FlowsLeft(IEnumerable<LoadBalancedSet> sets, VirtualMachine role, Drain drain) => flows is null ? null : (
        from set in sets
        from member in set.Members
        where member.Role == role && role.DrainOf(member.Endpoint) == drain
        select flows.GetValueOrDefault(state.Desired.Allocations.Backends.Used[AllocationKeys.Backend(set, member)].Index)).Sum();

    private DrainLine Line(string machine, Drain drain, int? left)
    {
        var word = left == 0 ? DrainLine.Drained : drain.End == DrainEnd.Keep && drain.Deadline <= now ? DrainLine.Overdue : DrainLine.Draining;
        return new DrainLine(machine, drain.Set, word, left, DrainTerms.Of(drain));
    }
}
