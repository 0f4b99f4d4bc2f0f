using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.ControlPlane.Ownership;

/// <summary>
/// The addresses that internal load balancers moved away from: each is released when its last connection ended, or its time is up.
/// Desired state holds them, so that another process goes on where this one ends.
/// </summary>
internal sealed class RetiredVips
{
    private readonly Dictionary<ReleaseVip, Entry> _entries = [];

    public bool IsEmpty => _entries.Count == 0;

    /// <param name="revision">The first snapshot that holds the state.</param>
    public void Follow(DesiredState state, long revision)
    {
        var entries = Of(state).ToDictionary();
        foreach (var gone in _entries.Keys.Where(key => !entries.ContainsKey(key)).ToList())
            _entries.Remove(gone);
        foreach (var (key, entry) in entries)
            _entries[key] = entry with { Revision = _entries.GetValueOrDefault(key) is { } known && known.Until == entry.Until ? known.Revision : revision };
    }

    /// <param name="revision">The snapshot that was in the kernel before the flows were counted.</param>
    public void Observe(long revision, IReadOnlyDictionary<uint, int> flows)
    {
        // Counted before the address took no new connections, none may mean none yet.
        foreach (var (key, entry) in _entries.Where(e => revision >= e.Value.Revision && e.Value.Backends.All(b => flows.GetValueOrDefault(b) == 0)).ToList())
            _entries[key] = entry with { IsQuiet = true };
    }

    public IReadOnlyList<ReleaseVip> Due(DateTimeOffset now) =>
        [.. _entries.Where(entry => entry.Value.IsQuiet || entry.Value.Until <= now).Select(entry => entry.Key)];

    private static IEnumerable<KeyValuePair<ReleaseVip, Entry>> Of(DesiredState state) =>
        from subscription in state.Subscriptions
        from service in subscription.CloudServices
        from deployment in service.Deployments
        from balancer in deployment.LoadBalancers
        where !balancer.Retired.IsEmpty
        let sets = LoadBalancedSet.Of(subscription, service, deployment).SelectMany(set => set.Retired()).ToList()
        from retired in balancer.Retired
        let backends =
            from set in sets
            where set.Ipv4Vip.Equals(retired.Address)
            from member in set.Members
            select state.Allocations.Backends.Used[AllocationKeys.Backend(set, member)].Index
        select KeyValuePair.Create(
            new ReleaseVip(subscription.Id, service.Name, deployment.Name, balancer.Name, retired.Address),
            new Entry(retired.Until, [.. backends], 0, IsQuiet: false));

    private sealed record Entry(DateTimeOffset Until, IReadOnlyList<uint> Backends, long Revision, bool IsQuiet);
}
