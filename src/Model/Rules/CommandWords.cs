using System.Collections.Immutable;
using System.Text;

namespace Ilb.Model.Rules;

/// <summary>The words of a command line: separated by blanks; double quotes keep blanks together.</summary>
internal static class CommandWords
{
    /// <summary>Null when a quote is not closed.</summary>
    public static ImmutableArray<string>? Of(string line)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        StringBuilder? word = null;
        var quoted = false;
        foreach (var c in line)
        {
            if (c == '"')
                (quoted, word) = (!quoted, word ?? new StringBuilder());
            else if (quoted || !char.IsWhiteSpace(c))
                (word ??= new StringBuilder()).Append(c);
            else
                End(words, ref word);
        }

        End(words, ref word);
        return quoted ? null : words.ToImmutable();
    }

    private static void End(ImmutableArray<string>.Builder words, ref StringBuilder? word)
    {
        if (word is not null)
            words.Add(word.ToString());
        word = null;
    }
}
