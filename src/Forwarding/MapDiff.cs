using System.Collections.Immutable;

namespace Ilb.Forwarding;

/// <summary>The difference of one map; nothing, or one step. What both states share is not looked at.</summary>
internal static class MapDiff
{
    public static IEnumerable<ForwardingStep> Sets<TKey, TValue>(
        ForwardingMap map,
        SharingDictionary<TKey, TValue> from,
        SharingDictionary<TKey, TValue> to,
        Func<TValue, TValue, bool>? same = null)
        where TKey : notnull
    {
        same ??= EqualityComparer<TValue>.Default.Equals;
        var entries = to.NotSharedWith(from).Where(entry => !from.TryGetValue(entry.Key, out var old) || !same(old, entry.Value)).ToImmutableArray();
        return entries.IsEmpty ? [] : [new SetStep<TKey, TValue>(map, entries)];
    }

    public static IEnumerable<ForwardingStep> Removals<TKey, TValue>(
        ForwardingMap map, SharingDictionary<TKey, TValue> from, SharingDictionary<TKey, TValue> to)
        where TKey : notnull
    {
        var keys = from.NotSharedWith(to).Select(entry => entry.Key).Where(key => !to.ContainsKey(key)).ToImmutableArray();
        return keys.IsEmpty ? [] : [new RemoveStep<TKey>(map, keys)];
    }

    /// <summary>Tables taken over by reference compare in no time; <see cref="ImmutableArray{T}"/> itself knows only that.</summary>
    public static bool SameEntries(ImmutableArray<uint> left, ImmutableArray<uint> right) =>
        left == right || left.AsSpan().SequenceEqual(right.AsSpan());
}
