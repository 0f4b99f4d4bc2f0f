using System.Collections.Immutable;

namespace Ilb.Model.Desired;

/// <summary>Changing one entry of an immutable list.</summary>
internal static class Entries
{
    /// <summary>Replaces the first entry that matches, in its place, or adds the entry at the end.</summary>
    public static ImmutableArray<T> Put<T>(this ImmutableArray<T> entries, T entry, Func<T, bool> matches)
    {
        for (var i = 0; i < entries.Length; i++)
            if (matches(entries[i]))
                return entries.SetItem(i, entry);
        return entries.Add(entry);
    }
}
