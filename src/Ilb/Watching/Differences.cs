using Ilb.ControlPlane.Status;
using Ilb.Datapath;

namespace Ilb.Watching;

/// <summary>What happened between two looks at the status; pure.</summary>
internal static class Differences
{
    private static readonly string[] Arriving = ["DELIVER", "BACK", "HOST"];

    /// <summary>Those that no packet arrives with: dropped, refused, or answered with an error.</summary>
    private static readonly IReadOnlyList<Verdict> Drops = [.. Verdict.All.Where(verdict => !Arriving.Contains(verdict.Action))];

    public static IEnumerable<WatchEvent> Between(StatusReport before, StatusReport after, DateTimeOffset now) =>
    [
        .. Operations(before, after, now),
        .. Revisions(before, after, now),
        .. Backends(before, after, now),
        .. Dropped(before, after, now),
        .. Filled(before, after, now),
    ];

    private static IEnumerable<WatchEvent> Operations(StatusReport before, StatusReport after, DateTimeOffset now)
    {
        var ended = before.Operations.Where(operation => operation.Finished is not null).Select(operation => operation.Id).ToHashSet();
        return
            from operation in after.Operations
            where operation.Finished is not null && !ended.Contains(operation.Id)
            orderby operation.Finished
            select new WatchEvent(
                operation.Finished ?? now,
                "operation",
                $"{operation.Kind} {operation.Target} {operation.Status}{Why(operation.Error)}")
            {
                Operation = operation.Id,
                Status = operation.Status,
                Reason = operation.Error,
            };
    }

    private static IEnumerable<WatchEvent> Revisions(StatusReport before, StatusReport after, DateTimeOffset now) =>
        after.Applied == before.Applied || after.Applied == 0
            ? []
            : [new WatchEvent(now, "revision", $"the kernel has revision {after.Applied}") { Revision = after.Applied }];

    private static IEnumerable<WatchEvent> Backends(StatusReport before, StatusReport after, DateTimeOffset now)
    {
        var (former, present) = (ByPlace(before), ByPlace(after));
        foreach (var (place, backend) in present)
            if (former.GetValueOrDefault(place)?.Health != backend.Health)
                yield return Backend(place, backend.Health, backend.Health == "up" ? null : backend.Reason, now);
        foreach (var place in former.Keys.Where(place => !present.ContainsKey(place)))
            yield return Backend(place, "removed", null, now);
    }

    private static WatchEvent Backend(Place place, string health, string? reason, DateTimeOffset now) =>
        new(now, "backend", $"{place.Machine} of {place.Set} ({place.Vip}) is {health}{Why(reason)}")
        {
            Machine = place.Machine,
            Set = place.Set,
            Health = health,
            Reason = reason,
        };

    private static Dictionary<Place, BackendStatus> ByPlace(StatusReport report) =>
    (
        from vip in report.Vips
        from set in vip.Sets
        from backend in set.Backends
        select (Place: new Place(set.Name, $"{set.Protocol} {vip.At(set)}", backend.Machine), Backend: backend))
        .ToDictionary(one => one.Place, one => one.Backend);

    private static IEnumerable<WatchEvent> Dropped(StatusReport before, StatusReport after, DateTimeOffset now) =>
        from verdict in Counts(before) && Counts(after) ? Drops : []
        let packets = Grown(before.Verdicts.GetValueOrDefault(verdict.Name), after.Verdicts.GetValueOrDefault(verdict.Name))
        where packets > 0
        orderby packets descending
        select new WatchEvent(now, "drop", $"{verdict.Name}: {packets:N0} packet{(packets == 1 ? "" : "s")}, {verdict.Meaning}")
        {
            Verdict = verdict.Name,
            Packets = packets,
            Meaning = verdict.Meaning,
        };

    private static IEnumerable<WatchEvent> Filled(StatusReport before, StatusReport after, DateTimeOffset now) =>
        from table in after.Tables
        where table.IsAlmostFull && before.Tables.Any(former => former.Name == table.Name && !former.IsAlmostFull)
        select new WatchEvent(now, "table", table.ToString()) { Table = table.Name };

    /// <summary>There is an agent, and whoever asks may see its counters: then each verdict has a number, if zero.</summary>
    private static bool Counts(StatusReport report) => report.Verdicts.Count > 0;

    /// <summary>A counter that is lower than before began anew.</summary>
    private static ulong Grown(ulong before, ulong after) => after >= before ? after - before : after;

    private static string Why(string? reason) => reason is null ? "" : $": {reason}";

    private sealed record Place(string Set, string Vip, string Machine);
}
