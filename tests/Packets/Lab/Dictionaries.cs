using Ilb.Forwarding;

namespace Ilb.Packets.Lab;

internal static class Dictionaries
{
    internal static SharingDictionary<TKey, TValue> Changed<TKey, TValue>(
        this SharingDictionary<TKey, TValue> entries, TKey key, Func<TValue, TValue> change)
        where TKey : notnull => entries.SetItem(key, change(entries[key]));
}
