using System.Collections.Immutable;

namespace Ilb.Forwarding;

/// <summary>Entries to add or to overwrite. Types follow the dictionary of that name in <see cref="ForwardingState"/>.</summary>
public sealed record SetStep<TKey, TValue>(ForwardingMap Map, ImmutableArray<KeyValuePair<TKey, TValue>> Entries) : ForwardingStep(Map)
{
    public override int Count => Entries.Length;

    public override string ToString() => $"set {Count} in {Map}";
}
