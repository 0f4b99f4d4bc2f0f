namespace Ilb.Datapath.Upgrades;

/// <summary>What to copy from one layout to another: fields of one name. A field that is new stays zero, one that grew is filled up with zeros.</summary>
internal sealed class FieldMoves
{
    private readonly (int From, int To, int Bytes)[] _moves;

    private FieldMoves((int From, int To, int Bytes)[] moves) => _moves = moves;

    /// <summary>Null if a field became smaller: its content might not fit.</summary>
    internal static FieldMoves? Between(Layout from, Layout to)
    {
        var targets = to.Fields.ToDictionary(field => field.Path);
        var moves = new List<(int From, int To, int Bytes)>();
        foreach (var field in from.Fields.Where(field => targets.ContainsKey(field.Path)))
        {
            var target = targets[field.Path];
            if (target.Bytes < field.Bytes)
                return null;
            if (moves.Count > 0 && moves[^1] is var last && last.From + last.Bytes == field.At && last.To + last.Bytes == target.At)
                moves[^1] = last with { Bytes = last.Bytes + field.Bytes };
            else
                moves.Add((field.At, target.At, field.Bytes));
        }

        return new([.. moves]);
    }

    /// <param name="to">All zeros.</param>
    internal void Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        foreach (var (source, target, bytes) in _moves)
            from.Slice(source, bytes).CopyTo(to[target..]);
    }
}
