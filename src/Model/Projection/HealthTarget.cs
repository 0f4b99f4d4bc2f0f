using Ilb.Model.Desired;
using Ilb.Model.Snapshots;

namespace Ilb.Model.Projection;

/// <summary>A backend whose health is judged, also while its machine is stopped.</summary>
/// <param name="Name">"MyWebsite1/web1/intwebep".</param>
/// <param name="Set">"MyWebsite1/intwebeplb".</param>
/// <param name="Machine">"MyWebsite1/web1".</param>
/// <param name="Port">Of its machine.</param>
/// <param name="Started">The operator wants the machine to run.</param>
/// <param name="LocalPort">Of the endpoint.</param>
public sealed record HealthTarget(
    Slot Backend, string Name, string Set, string Machine, Slot Port, bool Started, int LocalPort, ProbeEntry? Probe)
{
    /// <summary>It is reached by IPv6: whether it answers says nothing of the other family.</summary>
    public bool IsIpv6 { get; init; }

    /// <summary>What a probe judges: the same for the backend of another frontend, as when a VIP moves.</summary>
    public (Slot Port, string Name, ProbeEntry? Probe, bool IsIpv6) Place => (Port, Name, Probe, IsIpv6);

    /// <summary>Of its set.</summary>
    public SetPolicy Policy { get; init; } = SetPolicy.Usual;

    public TimeSpan FlapHalfLife => TimeSpan.FromSeconds(Policy.FlapHalfLifeSeconds);

    public TimeSpan SlowStart => TimeSpan.FromSeconds(Policy.SlowStartSeconds);

    /// <summary>Its operator took it out.</summary>
    public Drain? Drain { get; init; }

    /// <summary>Every member of every set; of one whose VIP moved, without a probe, as it takes no new connections.</summary>
    public static IEnumerable<HealthTarget> Of(DesiredState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return
            from set in LoadBalancedSet.AtEveryAddress(state)
            from member in set.Members
            let role = member.Role
            select new HealthTarget(
                state.Allocations.Backends.Used[AllocationKeys.Backend(set, member)],
                SnapshotProjection.NameOf(set, member),
                set.Name,
                $"{LoadBalancedSet.PlaceName(set.Service, set.Deployment)}/{role.Name}",
                state.Allocations.Ports.Used[AllocationKeys.Port(set.Subscription, set.Service, set.Deployment, role)],
                role.Power == Power.Started,
                member.Endpoint.LocalPort,
                set.IsRetired ? null : SnapshotProjection.ProbeOf(member.Endpoint))
            {
                IsIpv6 = set.Ipv6 is not null,
                Policy = set.IsRetired ? SetPolicy.Usual : member.Endpoint.Policy,
                Drain = role.DrainOf(member.Endpoint),
            };
    }
}
