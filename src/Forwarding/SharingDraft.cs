namespace Ilb.Forwarding;

/// <summary>A dictionary in the making. An entry that is set to what it is stays where it is shared.</summary>
internal sealed class SharingDraft<TKey, TValue>(Buckets<TKey, TValue> buckets, int count)
    where TKey : notnull
{
    /// <summary>On average: a write copies so many entries at most, a comparison of near relatives looks at as many for each that differs.</summary>
    private const int MostInBucket = 8;

    private Buckets<TKey, TValue> _buckets = buckets.Copy();
    private int _count = count;

    public bool TryAdd(TKey key, TValue value)
    {
        ref var bucket = ref _buckets.Of(key);
        if (Buckets<TKey, TValue>.IndexOf(bucket, key) >= 0)
            return false;
        bucket = [.. bucket, new(key, value)];
        if (++_count > MostInBucket * _buckets.Length)
            _buckets = _buckets.Doubled();
        return true;
    }

    public void Set(TKey key, TValue value)
    {
        if (TryAdd(key, value))
            return;
        ref var bucket = ref _buckets.Of(key);
        var at = Buckets<TKey, TValue>.IndexOf(bucket, key);
        if (EqualityComparer<TValue>.Default.Equals(bucket[at].Value, value))
            return;
        bucket = [.. bucket];
        bucket[at] = new(key, value);
    }

    public void Remove(TKey key)
    {
        ref var bucket = ref _buckets.Of(key);
        var at = Buckets<TKey, TValue>.IndexOf(bucket, key);
        if (at < 0)
            return;
        bucket = [.. bucket[..at], .. bucket[(at + 1)..]];
        _count--;
    }

    public SharingDictionary<TKey, TValue> ToDictionary() => new(_buckets, _count);
}
