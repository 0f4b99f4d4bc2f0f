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

    /// <summary>One that it knows already is no mistake.</summary>
    public static DesiredState Add(Change change, AddCertificate command)
    {
        var certificate = command.Certificate.ToUpperInvariant();
        var known = change.Subscription.Certificates;
        return change.State.Put(change.Subscription with { Certificates = known.Contains(certificate) ? known : known.Add(certificate) });
    }
}
