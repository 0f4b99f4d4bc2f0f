namespace Ilb.Declarations.Imports.HaProxy;

/// <summary>A line of haproxy.cfg in words.</summary>
internal sealed record Line(long Number, IReadOnlyList<string> Words)
{
    public string Keyword => Words[0];

    public override string ToString() => string.Join(' ', Words);

    public bool Begins(params string[] words) => Words.Take(words.Length).SequenceEqual(words);

    /// <summary>What follows a word, or null.</summary>
    /// <param name="from">Where to begin: words before are names and addresses.</param>
    public string? After(string word, int from = 1)
    {
        for (var at = from; at < Words.Count - 1; at++)
            if (Words[at] == word)
                return Words[at + 1];
        return null;
    }
}
