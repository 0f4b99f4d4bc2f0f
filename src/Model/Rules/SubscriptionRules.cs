using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

internal static class SubscriptionRules
{
    private const int LongestName = 64;

    public static Outcome Add(DesiredState state, AddSubscription command)
    {
        if (state.Subscription(command.Subscription) is { } same)
            return Refuse(ProblemKind.Conflict, ProblemCode.NameInUse, command.Subscription.ToString(), $"The subscription {same} already exists.");
        if (command.Name is not { Length: > 0 and <= LongestName } name || name.Any(char.IsControl) || name.Trim() != name)
            return Refuse(ProblemKind.BadRequest, ProblemCode.NameInvalid, "name",
                $"The subscription name is invalid. It has 1 to {LongestName} characters, none of them a control character, and no space at an end.");
        if (state.Subscriptions.FirstOrDefault(s => Named.Same(s.Name, name)) is { } namesake)
            return Refuse(ProblemKind.Conflict, ProblemCode.NameInUse, "name", $"The subscription {namesake} already exists: choose another name.");

        var subscription = new SubscriptionState(command.Subscription, name, [command.Certificate], [], null, []);
        return new Accepted(state.Put(subscription) with { Revision = state.Revision + 1 }, []);
    }

    /// <summary>What it still has is not told: whoever runs the host need not know it.</summary>
    public static Outcome Remove(DesiredState state, SubscriptionState subscription)
    {
        if (!subscription.CloudServices.IsEmpty || !subscription.AffinityGroups.IsEmpty || subscription.Network is { VirtualNetworks.IsEmpty: false })
            return Refuse(ProblemKind.Conflict, ProblemCode.SubscriptionInUse, subscription.Id.ToString(),
                $"The subscription {subscription} is not empty: its cloud services, virtual networks and affinity groups are removed first, with a certificate of its own.");
        var left = state with { Subscriptions = state.Subscriptions.Remove(subscription) };
        return new Accepted(Allocator.Assign(left) with { Revision = state.Revision + 1 }, []);
    }

    private static Refused Refuse(ProblemKind kind, ProblemCode code, string path, string message) => new([new Problem(kind, code, path, message)]);
}
