using System.Collections.Immutable;

namespace Ilb.Forwarding;

/// <summary>
/// Which of the sets that claim a key has it: live ones before those whose VIP moved away, of these the one with the lower slot, and
/// so on every node. Only what sets claim that came, went or changed is decided anew, among the claims of all.
/// </summary>
internal sealed class Contest(IReadOnlyCollection<CompiledSet> before, IReadOnlyCollection<CompiledSet> after)
{
    private readonly CompiledSet[] _changed = [.. before.Except(after), .. after.Except(before)];
    private readonly CompiledSet[] _inOrder = [.. after.OrderBy(set => set.IsRetired).ThenBy(set => set.Slot)];

    /// <param name="held">As decided among the sets before.</param>
    public SharingDictionary<TKey, TValue> Decide<TKey, TValue>(
        SharingDictionary<TKey, TValue> held, Func<CompiledSet, ImmutableArray<KeyValuePair<TKey, TValue>>> claims)
        where TKey : notnull
    {
        var open = Open(claims);
        if (open.Count == 0)
            return held;
        var first = First(claims, open);
        return held.RemoveRange(open.Where(key => !first.ContainsKey(key))).SetItems(first);
    }

    private HashSet<TKey> Open<TKey, TValue>(Func<CompiledSet, ImmutableArray<KeyValuePair<TKey, TValue>>> claims)
    {
        var open = new HashSet<TKey>();
        foreach (var set in _changed)
        {
            foreach (var (key, _) in claims(set))
                open.Add(key);
        }

        return open;
    }

    private Dictionary<TKey, TValue> First<TKey, TValue>(
        Func<CompiledSet, ImmutableArray<KeyValuePair<TKey, TValue>>> claims, HashSet<TKey> open)
        where TKey : notnull
    {
        var first = new Dictionary<TKey, TValue>();
        foreach (var set in _inOrder)
        {
            foreach (var (key, value) in claims(set))
            {
                if (open.Contains(key))
                    first.TryAdd(key, value);
            }
        }

        return first;
    }
}
