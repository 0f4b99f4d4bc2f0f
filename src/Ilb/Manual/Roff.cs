using System.Globalization;
using System.Text;

namespace Ilb.Manual;

/// <summary>The few requests of man(7) that a manual page needs.</summary>
internal sealed class Roff
{
    private readonly StringBuilder _text = new();

    public Roff Title(string name, int section, string source) =>
        Line(string.Create(CultureInfo.InvariantCulture, $".TH {name} {section} \"\" \"{source}\""));

    public Roff Section(string name) => Line($".SH {name}");

    public Roff Subsection(string name) => Line($".SS {Escaped(name)}");

    public Roff Text(string text) => Line(Escaped(text));

    /// <summary>A word and what it means.</summary>
    public Roff Entry(string word, string meaning) => Line(".TP").Line($"\\fB{Escaped(word)}\\fR").Text(meaning);

    public override string ToString() => _text.ToString();

    /// <summary>A line that begins with a dot or an apostrophe would be a request, and "-" a hyphen that nobody can copy.</summary>
    private static string Escaped(string text)
    {
        var plain = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return plain.StartsWith('.') || plain.StartsWith('\'') ? "\\&" + plain : plain;
    }

    private Roff Line(string line)
    {
        _text.Append(line).Append('\n');
        return this;
    }
}
