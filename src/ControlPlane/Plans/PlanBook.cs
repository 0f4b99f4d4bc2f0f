using Ilb.ControlPlane.Api;
using Ilb.ControlPlane.Identity;
using Ilb.ControlPlane.Ownership;
using Ilb.ControlPlane.Resources;
using Ilb.Model.Commands;

namespace Ilb.ControlPlane.Plans;

/// <summary>The plans that there are. Each ends some minutes after it was used last; none outlives the process.</summary>
internal sealed class PlanBook(IStateOwner owner, Catalogue catalogue, PackageResource packages, Operator who, TimeProvider clock)
{
    public const string Path = "ilb/plans";

    /// <summary>Of one subscription at a time: each keeps a state that nobody else may need any more.</summary>
    public const int Most = 8;

    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Plan> _plans = new(StringComparer.OrdinalIgnoreCase);

    public Plan Begin(string id, Guid subscription)
    {
        lock (_gate)
        {
            Forget();
            var others = _plans.Values.Where(plan => plan.Subscription == subscription).ToList();
            if (others.Count >= Most)
                throw ApiException.Busy(
                    $"The subscription has {others.Count} plans already; the first of them ends at {others.Min(plan => plan.Until):HH:mm:ss} UTC unless it is used, or with DELETE ilb/plans/ID.");
            var before = owner.Current;
            var state = new PlannedState(before, owner.Health, catalogue, clock);
            var plan = new Plan(id, subscription, before, state, Routes.Table(state, catalogue, packages, who)) { Until = clock.GetUtcNow() + Kept };
            _plans.Add(id, plan);
            return plan;
        }
    }

    /// <summary>The plan below which a path is, and what the path is there; null: it is of the state in force.</summary>
    /// <param name="segments">Behind the subscription.</param>
    public (Plan Plan, string[] Path)? Enter(Guid subscription, string[] segments)
    {
        if (segments is not [var first, var second, var id, .. { Length: > 0 } rest] || !Path.Equals($"{first}/{second}", StringComparison.OrdinalIgnoreCase))
            return null;
        var plan = Find(subscription, id);
        plan.Count();
        return (plan, rest);
    }

    /// <summary>The plan, which counts as used now. One of another subscription does not exist.</summary>
    public Plan Find(Guid subscription, string id)
    {
        lock (_gate)
        {
            Forget();
            if (!_plans.TryGetValue(id, out var plan) || plan.Subscription != subscription)
                throw ApiException.NotFound(
                    $"There is no plan '{id}' (any more): each ends {Kept.TotalMinutes} minutes after it was used last, and with the service.");
            plan.Until = clock.GetUtcNow() + Kept;
            return plan;
        }
    }

    public void End(Guid subscription, string id)
    {
        lock (_gate)
            _plans.Remove(Find(subscription, id).Id);
    }

    private void Forget()
    {
        var now = clock.GetUtcNow();
        foreach (var over in _plans.Values.Where(plan => plan.Until <= now).ToList())
            _plans.Remove(over.Id);
    }
}
