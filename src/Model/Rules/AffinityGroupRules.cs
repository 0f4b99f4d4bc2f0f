using Ilb.Model.Commands;
using Ilb.Model.Desired;

namespace Ilb.Model.Rules;

internal static class AffinityGroupRules
{
    public static DesiredState Create(Change change, CreateAffinityGroup command)
    {
        const string path = "CreateAffinityGroup";
        NameRules.AffinityGroup(change, command.Name, $"{path}/Name");
        var location = LocationRules.Location(change, command.Location, $"{path}/Location");
        if (change.Subscription.AffinityGroup(command.Name) is { } same)
            change.Conflict(ProblemCode.NameInUse, $"{path}/Name", $"The affinity group '{same.Name}' already exists in {same.Location}.");
        if (change.HasProblems)
            return change.State;

        var group = new AffinityGroup(command.Name!, command.Label ?? command.Name!, command.Description, location!, change.Context.Now);
        return change.State.Put(change.Subscription.Put(group));
    }

    public static DesiredState Update(Change change, UpdateAffinityGroup command)
    {
        if (Find(change, command.Name) is not { } group)
            return change.State;
        return change.State.Put(change.Subscription.Put(group with
        {
            Label = command.Label ?? group.Label,
            Description = command.Description ?? group.Description,
        }));
    }

    public static DesiredState Delete(Change change, DeleteAffinityGroup command)
    {
        if (Find(change, command.Name) is not { } group)
            return change.State;

        var users = UsersOf(change.Subscription, group).ToList();
        if (users.Count > 0)
            change.Conflict(ProblemCode.AffinityGroupInUse, command.Name,
                $"The affinity group '{group.Name}' is used by {Sentences.And(users)}. Remove these first.");
        return change.State.Put(change.Subscription with { AffinityGroups = change.Subscription.AffinityGroups.Remove(group) });
    }

    private static AffinityGroup? Find(Change change, string name)
    {
        var group = change.Subscription.AffinityGroup(name);
        if (group is null)
            change.Missing(ProblemCode.AffinityGroupUnknown, name,
                $"The affinity group does not exist. '{name}' is none of: {Sentences.List(change.Subscription.AffinityGroups.Select(g => g.Name))}.");
        return group;
    }

    private static IEnumerable<string> UsersOf(SubscriptionState subscription, AffinityGroup group) =>
        subscription.CloudServices.Where(s => Named.Same(s.AffinityGroup, group.Name)).Select(s => $"cloud service {s.Name}")
            .Concat((subscription.Network?.VirtualNetworks ?? [])
                .Where(n => Named.Same(n.AffinityGroup, group.Name)).Select(n => $"virtual network {n.Name}"));
}
