using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

internal static class SubscriptionRules
{
    public static Outcome Add(DesiredState state, AddSubscription command)
    {
        if (state.Subscription(command.Subscription) is { } same)
            return new Refused([new Problem(ProblemKind.Conflict, ProblemCode.NameInUse, command.Subscription.ToString(),
                $"The subscription {same} already exists.")]);

        var subscription = new SubscriptionState(
            command.Subscription, command.Name, [command.Certificate.ToUpperInvariant()], [], null, []);
        return new Accepted(state.Put(subscription) with { Revision = state.Revision + 1 }, []);
    }
}
