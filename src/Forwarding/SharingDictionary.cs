using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Ilb.Forwarding;

/// <summary>
/// Immutable: a change gives another dictionary, which shares with this one all that it does not touch. Where one came from the other,
/// what differs is found without a look at the rest, which <see cref="System.Collections.Immutable.ImmutableDictionary{TKey,TValue}"/>
/// can't tell.
/// </summary>
public sealed class SharingDictionary<TKey, TValue> : IReadOnlyDictionary<TKey, TValue>
    where TKey : notnull
{
    private readonly Buckets<TKey, TValue> _buckets;

    public SharingDictionary()
        : this(Buckets<TKey, TValue>.Empty, 0)
    {
    }

    internal SharingDictionary(Buckets<TKey, TValue> buckets, int count) => (_buckets, Count) = (buckets, count);

    public int Count { get; }

    public bool IsEmpty => Count == 0;

    public IEnumerable<TKey> Keys => this.Select(entry => entry.Key);

    public IEnumerable<TValue> Values => this.Select(entry => entry.Value);

    public TValue this[TKey key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no entry {key}.");

    public bool ContainsKey(TKey key) => TryGetValue(key, out _);

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => _buckets.TryGet(key, out value);

    /// <exception cref="ArgumentException">The key is there.</exception>
    public SharingDictionary<TKey, TValue> Add(TKey key, TValue value) => AddRange([new(key, value)]);

    /// <exception cref="ArgumentException">A key is there, or comes twice.</exception>
    public SharingDictionary<TKey, TValue> AddRange(IEnumerable<KeyValuePair<TKey, TValue>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var draft = new SharingDraft<TKey, TValue>(_buckets, Count);
        foreach (var (key, value) in entries)
        {
            if (!draft.TryAdd(key, value))
                throw new ArgumentException($"There is an entry {key} already.", nameof(entries));
        }

        return draft.ToDictionary();
    }

    public SharingDictionary<TKey, TValue> SetItem(TKey key, TValue value) => SetItems([new(key, value)]);

    public SharingDictionary<TKey, TValue> SetItems(IEnumerable<KeyValuePair<TKey, TValue>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var draft = new SharingDraft<TKey, TValue>(_buckets, Count);
        foreach (var (key, value) in entries)
            draft.Set(key, value);
        return draft.ToDictionary();
    }

    /// <summary>Has these entries and no others; what it has already is shared.</summary>
    public SharingDictionary<TKey, TValue> Become(IReadOnlyDictionary<TKey, TValue> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var grown = SetItems(entries);
        return grown.Count == entries.Count ? grown : grown.RemoveRange(grown.Keys.Where(key => !entries.ContainsKey(key)));
    }

    public SharingDictionary<TKey, TValue> Remove(TKey key) => RemoveRange([key]);

    /// <summary>Keys that are not there are no mistake.</summary>
    public SharingDictionary<TKey, TValue> RemoveRange(IEnumerable<TKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var draft = new SharingDraft<TKey, TValue>(_buckets, Count);
        foreach (var key in keys)
            draft.Remove(key);
        return draft.ToDictionary();
    }

    public SharingDictionary<TKey, TValue> Clear() => RemoveRange(Keys);

    /// <summary>Entries here that the other one does not share: all those that differ are among them.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> NotSharedWith(SharingDictionary<TKey, TValue> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return _buckets.NotSharedWith(other._buckets);
    }

    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => _buckets.Entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"{Count} entries";
}
