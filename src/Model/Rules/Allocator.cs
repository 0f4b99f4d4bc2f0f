using System.Collections.Immutable;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>Gives slots and table sizes to what a state contains and takes them from what it no longer does.</summary>
internal static class Allocator
{
    public static DesiredState Assign(DesiredState state)
    {
        var sets = LoadBalancedSet.AtEveryAddress(state).ToList();
        var before = state.Allocations;
        return state with
        {
            Allocations = new Allocations(
                before.Networks.AssignOnce([.. Networks(state)]),
                before.Ports.Assign([.. Ports(state), .. GatewayPorts(state)]),
                before.Frontends.Assign([.. sets.Select(AllocationKeys.Frontend)]),
                before.Backends.Assign([.. sets.SelectMany(set => set.Members.Select(m => AllocationKeys.Backend(set, m)))]),
                before.Acls.Assign([.. sets.Where(set => !set.Shared.Acl.IsEmpty).Select(AllocationKeys.Acl)]),
                TableSizes(before.TableSizes, sets)),
        };
    }

    private static IEnumerable<string> Networks(DesiredState state)
    {
        foreach (var subscription in state.Subscriptions)
        {
            foreach (var network in subscription.Network?.VirtualNetworks ?? [])
                yield return AllocationKeys.Network(subscription, network);
            foreach (var service in subscription.CloudServices.Where(s => s.Deployments.Any(d => d.VirtualNetwork is null)))
                yield return AllocationKeys.PrivateNetwork(subscription, service);
        }
    }

    private static IEnumerable<string> Ports(DesiredState state) =>
        from subscription in state.Subscriptions
        from service in subscription.CloudServices
        from deployment in service.Deployments
        from role in deployment.Roles
        select AllocationKeys.Port(subscription, service, deployment, role);

    private static IEnumerable<string> GatewayPorts(DesiredState state) =>
        from subscription in state.Subscriptions
        from network in subscription.Network?.VirtualNetworks ?? []
        where network.Gateway is not null
        select AllocationKeys.GatewayPort(subscription, network);

    private static ImmutableSortedDictionary<string, uint> TableSizes(
        ImmutableSortedDictionary<string, uint> before, List<LoadBalancedSet> sets)
    {
        var wanted = sets.ToDictionary(AllocationKeys.Frontend, set => TableSize.For(set.Members.Length), StringComparer.Ordinal);
        return before
            .RemoveRange(before.Keys.Where(key => !wanted.ContainsKey(key)))
            .SetItems(wanted.Select(w => KeyValuePair.Create(w.Key, Math.Max(before.GetValueOrDefault(w.Key), w.Value))));
    }
}
