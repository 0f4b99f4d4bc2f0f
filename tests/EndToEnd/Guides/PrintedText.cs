using System.Text.RegularExpressions;

namespace Ilb.EndToEnd.Guides;

/// <summary>
/// What a page shows of what was printed. Widths of columns and empty lines do not count; where numbers differ each is like any other.
/// "…" stands for any lines, within one for any words.
/// </summary>
internal static partial class PrintedText
{
    public static bool Shows(this Block page, string printed) => Regex.IsMatch(
        string.Concat(Lines(page, printed)), $@"\A{string.Concat(Lines(page, page.Text).Select(Pattern))}\z", RegexOptions.NonBacktracking);

    private static string Pattern(string line) => line == "…\n" ? "(.*\n)*" : Regex.Escape(line).Replace("…", ".*", StringComparison.Ordinal);

    private static IEnumerable<string> Lines(Block page, string text) => text.Split('\n')
        .Select(line => Rules().Replace(Blanks().Replace(line.Trim(), " "), "─"))
        .Select(line => page.NumbersDiffer ? Numbers().Replace(line, "0") : line)
        .Where(line => line.Length > 0)
        .Select(line => line + "\n");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("─+")]
    private static partial Regex Rules();

    [GeneratedRegex(@"\d+(?:[,.:-]\d+)*")]
    private static partial Regex Numbers();
}
