using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

/// <summary>Machines as operators call them: "web1" where that is unique in the subscription, else "MyWebsite1/web1".</summary>
internal static class MachineNames
{
    public static IEnumerable<NamedMachine> All(IEnumerable<SubscriptionState> subscriptions) =>
        from subscription in subscriptions
        from service in subscription.CloudServices
        from deployment in service.Deployments
        from role in deployment.Roles
        select new NamedMachine(subscription, service, deployment, role);

    /// <summary>Null, with a problem, when there is none or several have the name.</summary>
    public static NamedMachine? Find(Change change, IEnumerable<SubscriptionState> subscriptions, string name)
    {
        var all = All(subscriptions).ToList();
        var found = all.Where(m => Named.Same(m.FullName, name) || Named.Same(m.Role.Name, name)).ToList();
        if (found is [var one])
            return one;
        if (found.Count == 0)
            change.Missing(ProblemCode.RoleUnknown, $"machines[{name}]",
                $"There is no machine '{name}'; there are: {Sentences.List(all.Select(m => m.FullName))}.");
        else
            change.Bad(ProblemCode.RoleAmbiguous, $"machines[{name}]",
                $"'{name}' names several machines: {Sentences.List(found.Select(m => m.FullName))}.");
        return null;
    }
}
