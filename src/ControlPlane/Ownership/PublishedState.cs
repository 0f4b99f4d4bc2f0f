using System.Collections.Immutable;
using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Operations;
using Ilb.Model.Desired;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Ownership;

/// <summary>What everybody but the owner sees of the state: immutable, replaced as a whole after each change.</summary>
/// <param name="Applied">Revision of the newest snapshot that the kernel holds; 0 before an agent said so.</param>
/// <param name="Machines">The last thing seen of each machine, by the slot of its port.</param>
/// <param name="Operations">By id.</param>
internal sealed record PublishedState(
    DesiredState Desired,
    Snapshot Snapshot,
    long Applied,
    ImmutableDictionary<Slot, MachineObservation> Machines,
    ImmutableDictionary<string, OperationRecord> Operations)
{
    public static PublishedState Empty { get; } = new(
        DesiredState.Empty,
        Snapshot.Empty,
        0,
        ImmutableDictionary<Slot, MachineObservation>.Empty,
        ImmutableDictionary<string, OperationRecord>.Empty);

    /// <summary>Of a request whose certificate opened it; it may have been removed meanwhile.</summary>
    public SubscriptionState Subscription(Guid id) => Desired.Subscription(id) ?? throw ApiException.AuthenticationFailed();

    /// <summary>What was last seen of a machine; null before its agent said anything.</summary>
    public MachineObservation? Seen(SubscriptionState subscription, CloudService service, Deployment deployment, VirtualMachine role) =>
        Desired.Allocations.Ports.Used.TryGetValue(AllocationKeys.Port(subscription, service, deployment, role), out var port)
            ? Machines.GetValueOrDefault(port)
            : null;
}
