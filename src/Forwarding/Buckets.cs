using System.Diagnostics.CodeAnalysis;

namespace Ilb.Forwarding;

/// <summary>
/// Entries in small arrays by the hash of their keys, a power of two of them. Nothing in an array ever changes: another array takes
/// its place.
/// </summary>
internal readonly struct Buckets<TKey, TValue>
    where TKey : notnull
{
    private const int Least = 16;

    private readonly KeyValuePair<TKey, TValue>[][] _buckets;

    private Buckets(KeyValuePair<TKey, TValue>[][] buckets) => _buckets = buckets;

    public static Buckets<TKey, TValue> Empty { get; } = new([.. Enumerable.Repeat(Array.Empty<KeyValuePair<TKey, TValue>>(), Least)]);

    public int Length => _buckets.Length;

    public IEnumerable<KeyValuePair<TKey, TValue>> Entries => _buckets.SelectMany(bucket => bucket);

    /// <summary>Where the key is, if it is anywhere.</summary>
    public ref KeyValuePair<TKey, TValue>[] Of(TKey key) => ref _buckets[Place(key, Length)];

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var bucket = Of(key);
        var at = IndexOf(bucket, key);
        value = at < 0 ? default : bucket[at].Value;
        return at >= 0;
    }

    public static int IndexOf(KeyValuePair<TKey, TValue>[] bucket, TKey key)
    {
        for (var i = 0; i < bucket.Length; i++)
        {
            if (EqualityComparer<TKey>.Default.Equals(bucket[i].Key, key))
                return i;
        }

        return -1;
    }

    public IEnumerable<KeyValuePair<TKey, TValue>> NotSharedWith(Buckets<TKey, TValue> other)
    {
        for (var i = 0; i < Length; i++)
        {
            if (Length == other.Length && ReferenceEquals(_buckets[i], other._buckets[i]))
                continue;
            foreach (var entry in _buckets[i])
                yield return entry;
        }
    }

    /// <summary>The same arrays; which array is where is a matter of its own.</summary>
    public Buckets<TKey, TValue> Copy() => new([.. _buckets]);

    public Buckets<TKey, TValue> Doubled()
    {
        var length = 2 * Length;
        var doubled = new KeyValuePair<TKey, TValue>[length][];
        for (var i = 0; i < Length; i++)
        {
            foreach (var place in (int[])[i, i + Length])
                doubled[place] = Array.FindAll(_buckets[i], entry => Place(entry.Key, length) == place);
        }

        return new Buckets<TKey, TValue>(doubled);
    }

    /// <summary>Hashes of keys that count up differ in few bits; a multiplication spreads them, Fibonacci's way.</summary>
    private static int Place(TKey key, int length) =>
        (int)(((uint)key.GetHashCode() * 0x9E37_79B9_7F4A_7C15UL) >> 40) & (length - 1);
}
