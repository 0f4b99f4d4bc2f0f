using System.Collections.Immutable;
using Ilb.Model.Snapshots;

namespace Ilb.Model.Desired;

/// <summary>
/// Dense numbers from 1 with generations. A freed number is given again, lowest first, with the next generation, so the numbers
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
