using System.Collections.Immutable;

namespace Ilb.Model.Desired;

/// <summary>
/// Everything that users asked for, and the numbers and addresses given to it, at one revision. Immutable: a change makes a new
/// one that shares what did not change by reference. Names are compared without case and kept as first written.
/// </summary>
/// <param name="Revision">Grows by one with every accepted command; 0 is the empty state.</param>
public sealed record DesiredState(
    long Revision,
    ImmutableArray<SubscriptionState> Subscriptions,
    Allocations Allocations)
{
    public static DesiredState Empty { get; } = new(0, [], Allocations.Empty);

    public SubscriptionState? Subscription(Guid id) => Subscriptions.FirstOrDefault(s => s.Id == id);

    /// <summary>The same state with this subscription in place of the one with its id, or added.</summary>
    public DesiredState Put(SubscriptionState subscription)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        return this with { Subscriptions = Subscriptions.Put(subscription, s => s.Id == subscription.Id) };
    }

    public override string ToString() => $"desired state {Revision}, {Subscriptions.Length} subscriptions";
}
