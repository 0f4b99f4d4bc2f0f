using System.Collections.Immutable;
using Ilb.Model.Snapshots;

namespace Ilb.Model.Desired;

/// <summary>
/// Numbers from 1 with generations, dense by <see cref="Assign"/>. A freed number is given again, lowest first, with the next generation, so the numbers
/// stay below the most that was ever needed at once.
/// </summary>
/// <param name="Used">Key → slot of everything that holds one.</param>
/// <param name="Free">Index → last generation of every number that was given before and is free now.</param>
public sealed record SlotTable(ImmutableSortedDictionary<string, Slot> Used, ImmutableSortedDictionary<uint, uint> Free)
{
    public static SlotTable Empty { get; } = new(
        ImmutableSortedDictionary.Create<string, Slot>(StringComparer.Ordinal),
        ImmutableSortedDictionary<uint, uint>.Empty);

    /// <summary>Releases the keys that are no longer wanted and gives slots to the new ones, in the order given.</summary>
    public SlotTable Assign(IReadOnlyCollection<string> wanted)
    {
        var keep = wanted.ToHashSet(StringComparer.Ordinal);
        var table = this;
        foreach (var gone in Used.Keys.Where(key => !keep.Contains(key)))
            table = table.Release(gone);
        foreach (var key in wanted.Where(key => !Used.ContainsKey(key)))
            table = table.Give(key);
        return table;
    }

    /// <summary>The same with numbers that are never given again; of those that were, only the highest is remembered.</summary>
    public SlotTable AssignOnce(IReadOnlyCollection<string> wanted)
    {
        var keep = wanted.ToHashSet(StringComparer.Ordinal);
        if (keep.SetEquals(Used.Keys))
            return this;
        var highest = Used.Values.Select(slot => slot.Index).Concat(Free.Keys).DefaultIfEmpty(0u).Max();
        var used = Used.RemoveRange(Used.Keys.Where(key => !keep.Contains(key)))
            .AddRange(wanted.Distinct(StringComparer.Ordinal).Where(key => !Used.ContainsKey(key)).Select((key, i) => KeyValuePair.Create(key, new Slot(highest + 1 + (uint)i, 1))));
        return highest == 0 || used.Values.Any(slot => slot.Index >= highest)
            ? new SlotTable(used, ImmutableSortedDictionary<uint, uint>.Empty)
            : new SlotTable(used, ImmutableSortedDictionary<uint, uint>.Empty.Add(highest, 1));
    }

    private SlotTable Release(string key)
    {
        var slot = Used[key];
        return new SlotTable(Used.Remove(key), Free.Add(slot.Index, slot.Generation));
    }

    private SlotTable Give(string key)
    {
        if (Used.ContainsKey(key))
            return this;
        if (Free.IsEmpty)
            return this with { Used = Used.Add(key, new Slot((uint)Used.Count + 1, 1)) };

        var (index, generation) = Free.First();
        return new SlotTable(Used.Add(key, new Slot(index, generation + 1)), Free.Remove(index));
    }

    public override string ToString() => $"{Used.Count} used, {Free.Count} free";
}
