namespace Ilb.Forwarding;

/// <summary>Entries → a dictionary. No key may come twice.</summary>
public static class SharingDictionaryExtensions
{
    public static SharingDictionary<TKey, TValue> ToSharing<TKey, TValue>(this IEnumerable<KeyValuePair<TKey, TValue>> entries)
        where TKey : notnull => new SharingDictionary<TKey, TValue>().AddRange(entries);

    public static SharingDictionary<TKey, TValue> ToSharing<TSource, TKey, TValue>(
        this IEnumerable<TSource> items, Func<TSource, TKey> key, Func<TSource, TValue> value)
        where TKey : notnull => items.Select(item => KeyValuePair.Create(key(item), value(item))).ToSharing();
}
