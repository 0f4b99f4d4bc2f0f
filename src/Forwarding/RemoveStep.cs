using System.Collections.Immutable;

namespace Ilb.Forwarding;

/// <summary>Keys to delete. Types follow the dictionary of that name in <see cref="ForwardingState"/>.</summary>
public sealed record RemoveStep<TKey>(ForwardingMap Map, ImmutableArray<TKey> Keys) : ForwardingStep(Map)
{
    public override int Count => Keys.Length;

    public override string ToString() => $"remove {Count} from {Map}";
}
