using Ilb.Declarations.Text;

namespace Ilb.Declarations.Imports.Keepalived;

/// <summary>Reads the form of keepalived.conf: words to the end of the line, blocks in braces, comments from ! or #.</summary>
internal sealed class Statements
{
    private const int MostDepth = 16;

    private readonly List<(long Line, string Word)> _words;
    private int _next;

    private Statements(string text) => _words = [.. Words(text)];

    /// <exception cref="DocumentException">Braces do not match.</exception>
    public static IReadOnlyList<Statement> Read(string text) => new Statements(text).Block(0, null);

    private List<Statement> Block(int depth, (long Line, string Word)? opened)
    {
        var statements = new List<Statement>();
        while (_next < _words.Count)
        {
            var (line, word) = _words[_next];
            if (word == "}")
            {
                _next++;
                return opened is not null ? statements : throw Mistake(line, "There is nothing that this brace closes.");
            }

            if (depth == MostDepth)
                throw Mistake(line, "Blocks are within blocks too deep.");
            var words = word == "{" ? [] : Line(line);
            var inner = _next < _words.Count && _words[_next].Word == "{" ? Block(depth + 1, _words[_next++]) : [];
            if (words.Count > 0)
                statements.Add(new Statement(line, words, inner));
        }

        return opened is { } brace ? throw Mistake(brace.Line, "This brace is not closed.") : statements;
    }

    private List<string> Line(long line)
    {
        var words = new List<string>();
        for (; _next < _words.Count && _words[_next].Line == line && _words[_next].Word is not ("{" or "}"); _next++)
            words.Add(_words[_next].Word);
        return words;
    }

    private static IEnumerable<(long, string)> Words(string text) =>
        text.Split('\n').SelectMany((line, index) => WordsOf(line).Select(word => (index + 1L, word)));

    private static IEnumerable<string> WordsOf(string line)
    {
        for (var at = 0; at < line.Length && line[at] is not ('!' or '#');)
        {
            var begin = at;
            if (char.IsWhiteSpace(line[at]))
            {
                at++;
                continue;
            }

            if (line[at] == '"' && line.IndexOf('"', at + 1) is var end and > 0)
            {
                at = end + 1;
                yield return line[(begin + 1)..end];
                continue;
            }

            at++;
            if (line[begin] is not ('{' or '}'))
                while (at < line.Length && !char.IsWhiteSpace(line[at]) && line[at] is not ('{' or '}'))
                    at++;
            yield return line[begin..at];
        }
    }

    private static DocumentException Mistake(long line, string message) => new([new Problem(line, 1, "/", message)]);
}
