namespace Ilb.Declarations.Imports.HaProxy;

/// <summary>A section of haproxy.cfg: defaults, listen, frontend, backend, or one that balances nothing.</summary>
internal sealed record ProxySection(string Kind, string Name, long Number, List<Line> Lines)
{
    private static readonly HashSet<string> Kinds =
        ["global", "defaults", "listen", "frontend", "backend", "peers", "resolvers", "mailers", "userlist", "program", "cache", "ring", "http-errors", "fcgi-app", "log-forward", "crt-store", "traces"];

    public bool IsEntrance => Kind is "listen" or "frontend";

    /// <summary>Each with the defaults before it in front of its own lines.</summary>
    public static List<ProxySection> Read(string text)
    {
        var sections = new List<ProxySection>();
        foreach (var line in text.Split('\n').Select((line, index) => new Line(index + 1L, Words(line))).Where(line => line.Words.Count > 0))
            if (Kinds.Contains(line.Keyword))
                sections.Add(new ProxySection(line.Keyword, line.Words.Count > 1 ? line.Words[1] : "", line.Number, []));
            else if (sections.Count > 0)
                sections[^1].Lines.Add(line);
        return sections;
    }

    public IEnumerable<Line> All(string keyword) => Lines.Where(line => line.Keyword == keyword);

    public Line? Last(string keyword, string? second = null) => Lines.LastOrDefault(line => line.Keyword == keyword && (second is null || line.Words.ElementAtOrDefault(1) == second));

    /// <summary>To the comment; quotes keep words together, a backslash takes the next letter as it is.</summary>
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new System.Text.StringBuilder();
        char? quote = null;
        for (var at = 0; at < line.Length && (quote is not null || line[at] != '#'); at++)
            if (line[at] == '\\' && quote != '\'' && at + 1 < line.Length)
                word.Append(line[++at]);
            else if (quote is null ? line[at] is '"' or '\'' : line[at] == quote)
                quote = quote is null ? line[at] : null;
            else if (quote is null && char.IsWhiteSpace(line[at]))
                End();
            else
                word.Append(line[at]);
        End();
        return words;

        void End()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }
}
