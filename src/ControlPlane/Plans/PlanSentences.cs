using System.Globalization;
using Ilb.ControlPlane.Documents;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Plans;

/// <summary>A plan in words: how much changes, and what happens to traffic; pure.</summary>
internal static class PlanSentences
{
    public static string Summary(IReadOnlyList<PlannedChange> changes)
    {
        return changes.Count == 0
            ? "Nothing changes."
            : $"{Count(PlannedChange.Add, "Nothing")} to add, {Count(PlannedChange.Change)} to change, {Count(PlannedChange.Remove)} to remove.";

        string Count(string action, string none = "nothing") =>
            changes.Count(change => change.Action == action) is > 0 and var count ? count.ToString("N0", CultureInfo.InvariantCulture) : none;
    }

    public static IReadOnlyList<string> Traffic(
        Snapshot before, Snapshot after, Guid subscription, IReadOnlyList<PlannedTable> tables, PlannedFlows? flows) =>
    [
        .. Flows(flows),
        .. tables.Select(Table),
        .. Sets(Pairs(before, after, subscription)),
        .. Machines(before, after, subscription),
    ];

    private static IEnumerable<string> Flows(PlannedFlows? flows) => flows switch
    {
        null => ["No agent is connected that could tell which connections there are."],
        { Total: 0 } => ["The kernel knows no connection now."],
        _ => flows.Groups.Select(group => Group(group, flows.Total)),
    };

    private static string Group(FlowGroup group, int total)
    {
        var count = string.Create(CultureInfo.InvariantCulture, $"{group.Count:N0} of {total:N0} connection{(total == 1 ? "" : "s")}");
        var one = group.Count == 1;
        var verb = group.Fate switch
        {
            "kept" => one ? "goes on" : "go on",
            "moves" => one ? "moves to another backend with its next datagram" : "move to another backend with their next datagrams",
            "drains" => one ? "gets the drain time to end by itself" : "get the drain time to end by themselves",
            _ => one ? "ends" : "end",
        };
        return $"{count} {verb}{(group.Why is null ? "" : ": " + group.Why)}.";
    }

    private static string Table(PlannedTable table) => string.Create(
        CultureInfo.InvariantCulture,
        $"Of new connections to {table.Set} {table.MovedPercent:0.0} % go to another backend than before; with these shares {table.UnavoidablePercent:0.0} % is the least.")
        + (table.Size == table.SizeBefore
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" Its table grows from {table.SizeBefore:N0} to {table.Size:N0} entries, which mixes them all."));

    private static IEnumerable<string> Sets(IEnumerable<(SetEntry? Before, SetEntry After)> sets)
    {
        foreach (var (before, after) in sets)
        {
            if (Waiting(before, after) is { Count: > 0 } waiting)
                yield return $"{string.Join(", ", waiting)}: no connection before a probe was answered, which is taken for granted here.";
            if (after.Takers().Count == 0)
                yield return $"{after.Name} has no backend that takes new connections: they are {(after.WhenAllDown == AllDown.Drop ? "dropped" : "refused")}.";
            if (before is not null && before.Distribution != after.Distribution)
                yield return $"New connections to {after.Name} are distributed in another way ({EndpointAnswer.Word(after.Distribution)}): any of them may go to another backend than before.";
        }
    }

    /// <summary>Whose health is not known from the same machine and probe at another address.</summary>
    private static List<string> Waiting(SetEntry? before, SetEntry after)
    {
        var known = before?.Backends.Select(backend => (backend.Port, backend.Name)).ToHashSet() ?? [];
        return after.Probe is null
            ? []
            : [.. after.Backends.Where(backend => backend.State == BackendState.Up && !known.Contains((backend.Port, backend.Name))).Select(backend => backend.Name)];
    }

    private static IEnumerable<(SetEntry? Before, SetEntry After)> Pairs(Snapshot before, Snapshot after, Guid subscription)
    {
        var old = Tables.SetsOf(before, subscription).Where(set => !set.IsRetired).ToDictionary(set => set.Name, StringComparer.OrdinalIgnoreCase);
        return Tables.SetsOf(after, subscription).Where(set => !set.IsRetired).Select(set => (old.GetValueOrDefault(set.Name), set))
            .Where(pair => pair.Item1 is null || IsOther(pair.Item1, pair.set));
    }

    private static bool IsOther(SetEntry before, SetEntry after) =>
        before.Distribution != after.Distribution || before.Frontend != after.Frontend || !before.Backends.SequenceEqual(after.Backends);

    private static IEnumerable<string> Machines(Snapshot before, Snapshot after, Guid subscription)
    {
        var old = before.Machines.Where(machine => machine.Subscription == subscription).ToDictionary(machine => machine.Port);
        return
            from machine in after.Machines
            where old.TryGetValue(machine.Port, out var former) && former.Size != machine.Size && former.Power == MachinePower.Running
            select $"{machine.FullName} gets another size: where sizes are enforced it is started anew, and its connections end.";
    }
}
