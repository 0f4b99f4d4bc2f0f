using System.Collections.Immutable;

namespace Ilb.Packets.Lab;

internal static class Dictionaries
{
    internal static ImmutableDictionary<TKey, TValue> Changed<TKey, TValue>(
        this ImmutableDictionary<TKey, TValue> entries, TKey key, Func<TValue, TValue> change)
        where TKey : notnull => entries.SetItem(key, change(entries[key]));
}
