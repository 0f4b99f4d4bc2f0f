using System.Collections.Immutable;

namespace Ilb.Model.Commands;

/// <summary>The command breaks rules; nothing changed.</summary>
/// <param name="Problems">At least one; all that were found. The first decides the status of the answer.</param>
public sealed record Refused(ImmutableArray<Problem> Problems) : Outcome
{
    public override string ToString() => string.Join(Environment.NewLine, Problems);
}
