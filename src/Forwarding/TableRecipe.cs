using System.Collections.Immutable;

namespace Ilb.Forwarding;

/// <summary>What a Maglev table was built from; an equal recipe gives an equal table, so the old one is taken.</summary>
internal sealed record TableRecipe(uint Size, ImmutableArray<MaglevMember> Members)
{
    public bool Equals(TableRecipe? other) => other is not null && Size == other.Size && Members.SequenceEqual(other.Members);

    public override int GetHashCode() => HashCode.Combine(Size, Members.Length);
}
