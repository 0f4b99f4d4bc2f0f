namespace Ilb.Declarations.Text;

/// <summary>What somebody meant who wrote a word that is not known.</summary>
internal static class Spelling
{
    public static string Advice(string word, IReadOnlyList<string> known)
    {
        var nearest = known.Select(other => (Word: other, Edits: Edits(word.ToUpperInvariant(), other.ToUpperInvariant()))).MinBy(one => one.Edits);
        return nearest.Word is not null && nearest.Edits <= Math.Max(1, word.Length / 3) ? $"Did you mean {nearest.Word}?" : $"Known: {string.Join(", ", known)}.";
    }

    /// <summary>How many letters have to be put, dropped or changed.</summary>
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var before = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
                (before, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, before + (from[i - 1] == to[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
