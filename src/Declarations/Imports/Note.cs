namespace Ilb.Declarations.Imports;

/// <summary>What could not be carried over, or not as it was.</summary>
/// <param name="Line">From 1; 0: of the file as a whole.</param>
public sealed record Note(string File, long Line, string Text)
{
    public override string ToString() => Line == 0 ? $"{File}: {Text}" : FormattableString.Invariant($"{File}:{Line}: {Text}");
}
