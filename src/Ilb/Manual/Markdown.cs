using System.Text;

namespace Ilb.Manual;

/// <summary>The little of Markdown that the reference needs.</summary>
internal sealed class Markdown
{
    private readonly StringBuilder _text = new();

    public Markdown(string title, string about) => Heading(1, title).Text($"{about} Written by `ilb reference`; a test compares it with the program.");

    public Markdown Heading(int level, string text) => Line($"{new string('#', level)} {text}").Line("");

    public Markdown Text(string text) => Line(Escaped(text)).Line("");

    public Markdown Code(string text)
    {
        foreach (var line in text.Split('\n'))
            Line(line.Length == 0 ? "" : $"    {line}");
        return Line("");
    }

    public Markdown Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
            return this;
        Row(head).Row([.. head.Select(_ => "---")]);
        foreach (var row in all)
            Row([.. row.Select(cell => Escaped(cell).Replace("|", "\\|", StringComparison.Ordinal))]);
        return Line("");
    }

    public override string ToString() => _text.ToString().TrimEnd('\n') + "\n";

    private Markdown Row(IReadOnlyList<string> cells) => Line($"| {string.Join(" | ", cells)} |");

    /// <summary>What is in angle brackets would be taken for HTML, and not shown.</summary>
    private static string Escaped(string text) => text.Replace("<", "&lt;", StringComparison.Ordinal);

    private Markdown Line(string line)
    {
        _text.Append(line).Append('\n');
        return this;
    }
}
