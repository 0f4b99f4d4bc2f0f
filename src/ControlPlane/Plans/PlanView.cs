using Ilb.ControlPlane.Ownership;
using Ilb.ControlPlane.Status;
using Ilb.Model.Feed;

namespace Ilb.ControlPlane.Plans;

/// <summary>What a plan would do: two states side by side, and the connections of the one in force.</summary>
internal static class PlanView
{
    /// <summary>Most connections to name; all are counted.</summary>
    private const int MostTouched = 50;

    /// <param name="owner">Of the state in force.</param>
    public static PlanReport Report(Plan plan, IStateOwner owner)
    {
        var (before, after) = (plan.Before, plan.State.Current);
        var subscription = before.Subscription(plan.Subscription);
        var changes = Difference.Between(PlanItems.Of(subscription), PlanItems.Of(after.Subscription(plan.Subscription)));
        var tables = Tables.Between(before.Snapshot, after.Snapshot, plan.Subscription);
        var flows = owner.Node is { } node ? Flows(plan, node) : null;
        return new PlanReport(
            plan.Id,
            plan.Until,
            before.Desired.Revision,
            !ReferenceEquals(owner.Current.Subscription(plan.Subscription), subscription),
            PlanSentences.Summary(changes),
            changes.Count == 0 ? [] : PlanSentences.Traffic(before.Snapshot, after.Snapshot, plan.Subscription, tables, flows),
            changes,
            tables,
            Addresses.Between(before.Snapshot, after.Snapshot, plan.Subscription),
            flows,
            plan.Problems);
    }

    private static PlannedFlows Flows(Plan plan, INodeView node)
    {
        var names = new FlowView(plan.Before.Snapshot, plan.Subscription);
        var forecast = new FlowForecast(plan.Before.Snapshot, plan.State.Current.Snapshot, plan.Subscription);
        var counts = new Dictionary<(FlowFate Fate, string? Why), int>();
        var touched = new List<((FlowFate Fate, string? Why) Fate, Flow Flow)>();
        node.EachFlow(new FlowQuery(names.Backends(null), 0), flow =>
        {
            if (flow.Closed)
                return;
            var fate = forecast.Of(flow);
            counts[fate] = counts.GetValueOrDefault(fate) + 1;
            if (fate.Fate != FlowFate.Kept && touched.Count < MostTouched)
                touched.Add((fate, flow));
        });
        return new PlannedFlows(
            counts.Values.Sum(),
            [.. counts.OrderBy(count => count.Key.Fate).ThenBy(count => count.Key.Why).Select(count => new FlowGroup(Word(count.Key.Fate), count.Key.Why, count.Value))],
            [.. touched.Zip(names.Report(new FlowAnswer(touched.Count, [.. touched.Select(one => one.Flow)])).Flows)
                .Select(pair => new PlannedFlow(Word(pair.First.Fate.Fate), pair.First.Fate.Why, pair.Second))
                .OrderBy(flow => flow.Why, StringComparer.Ordinal)]);
    }

    private static string Word(FlowFate fate) => fate.ToString().ToLowerInvariant();
}
