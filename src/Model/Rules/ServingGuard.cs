using Ilb.Model.Commands;
using Ilb.Model.Desired;
using Ilb.Model.Snapshots;

namespace Ilb.Model.Rules;

/// <summary>
/// Refuses what would leave a set with fewer members that take connections than its policy wants, unless the request names the set.
/// It guards against operators only: probes find whom they find.
/// </summary>
internal static class ServingGuard
{
    /// <param name="after">What the command makes of the state.</param>
    public static void Check(Change change, DesiredState after)
    {
        if (change.HasProblems)
            return;
        var then = LoadBalancedSet.Of(after).ToDictionary(set => set.Name, Named.Comparer);
        foreach (var set in LoadBalancedSet.Of(change.State))
            Check(change, set, then.GetValueOrDefault(set.Name));
    }

    private static void Check(Change change, LoadBalancedSet set, LoadBalancedSet? then)
    {
        var least = (then ?? set).Shared.Policy.MinimumHealthyMembers;
        if (least == 0 || change.Context.MayEmpty.Any(name => IsNamed(set, name)))
            return;
        var serving = set.Members.Where(member => Serves(member) && IsHealthy(change, set, member)).ToList();
        var staying = serving.Count(member => then?.Members.FirstOrDefault(one => IsSame(member, one)) is { } later && Serves(later));
        if (staying < least && staying < serving.Count)
            change.Conflict(ProblemCode.SetWouldBeEmpty, $"LoadBalancedEndpointSet[{set.Name}]",
                $"{set.Name} would be left with {(staying == 0 ? "no member" : $"{staying} member{(staying == 1 ? "" : "s")}")} that takes connections, and at least {least} "
                + $"shall stay (MinimumHealthyMembers). Now these do: {Sentences.List(serving.Select(member => member.Role.Name))}. "
                + $"If it is meant, name the set: -EmptySet {ShortName(set)}, or ilb … --empty-set {ShortName(set)}.");
    }

    private static bool IsNamed(LoadBalancedSet set, string name) => Named.Same(name, set.Name) || Named.Same(name, ShortName(set));

    private static string ShortName(LoadBalancedSet set) => set.Name[(set.Name.LastIndexOf('/') + 1)..];

    private static bool Serves(SetMember member) =>
        member.Role.Power == Power.Started && !member.Role.Waits && member.Endpoint.Weight > 0 && member.Role.DrainOf(member.Endpoint) is null;

    /// <summary>One that is restarted is away for a while.</summary>
    private static bool IsSame(SetMember member, SetMember later) =>
        Named.Same(member.Role.Name, later.Role.Name) && Named.Same(member.Endpoint.Name, later.Endpoint.Name) && member.Role.Restarts == later.Role.Restarts;

    private static bool IsHealthy(Change change, LoadBalancedSet set, SetMember member) =>
        change.Context.Health is not { } health
        || health.Of(change.State.Allocations.Backends.Used[AllocationKeys.Backend(set, member)]) == BackendState.Up;
}
