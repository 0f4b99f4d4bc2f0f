namespace Ilb.ControlPlane.Plans;

/// <summary>What comes, changes and goes between two lists of things; pure.</summary>
internal static class Difference
{
    private const string None = "(none)";

    /// <summary>In the order of the kinds; of a kind what is there afterwards in its order, then what is gone.</summary>
    public static IReadOnlyList<PlannedChange> Between(IReadOnlyList<PlanItem> before, IReadOnlyList<PlanItem> after)
    {
        var (old, now) = (before.ToDictionary(Key), after.ToDictionary(Key));
        var kinds = after.Concat(before).Select(item => item.Kind).Distinct().ToList();
        return
        [
            .. after.Select(item => old.TryGetValue(Key(item), out var former) ? Changed(former, item) : Added(item))
                .OfType<PlannedChange>()
                .Concat(before.Where(item => !now.ContainsKey(Key(item))).Select(Removed))
                .OrderBy(change => kinds.IndexOf(change.Kind)),
        ];
    }

    private static (string Kind, string Name) Key(PlanItem item) => (item.Kind, item.Name.ToUpperInvariant());

    private static PlannedChange Added(PlanItem item) => new(
        PlannedChange.Add, item.Kind, item.Name,
        [.. item.Attributes.Where(attribute => attribute is { IsSecret: false, Value.Length: > 0 }).Select(attribute => attribute.ToString())]);

    private static PlannedChange Removed(PlanItem item) => new(PlannedChange.Remove, item.Kind, item.Name, []);

    private static PlannedChange? Changed(PlanItem before, PlanItem after)
    {
        var old = before.Attributes.ToDictionary(attribute => attribute.Name);
        var gone = old.Keys.Except(after.Attributes.Select(attribute => attribute.Name)).Select(name => old[name] with { Value = "" });
        List<string> details =
        [
            .. after.Attributes.Concat(gone)
                .Select(attribute => (Old: old.GetValueOrDefault(attribute.Name).Value ?? "", Now: attribute))
                .Where(both => both.Old != both.Now.Value)
                .Select(both => Describe(both.Old, both.Now)),
        ];
        return details.Count == 0 ? null : new PlannedChange(PlannedChange.Change, after.Kind, after.Name, details);
    }

    private static string Describe(string before, PlanAttribute now) => now.IsSecret
        ? $"{now.Name}: {(before.Length == 0 ? "set" : now.Value.Length == 0 ? "removed" : "another one")}"
        : $"{now.Name}: {Shown(before)} → {Shown(now.Value)}";

    private static string Shown(string value) => value.Length == 0 ? None : value;
}
