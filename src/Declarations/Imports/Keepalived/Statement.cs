namespace Ilb.Declarations.Imports.Keepalived;

/// <summary>A line of keepalived.conf, with what is in braces after it.</summary>
internal sealed record Statement(long Line, IReadOnlyList<string> Words, IReadOnlyList<Statement> Inner)
{
    public string Keyword => Words[0];

    public string? Argument => Words.Count > 1 ? Words[1] : null;

    public Statement? Find(string keyword) => Inner.FirstOrDefault(one => one.Keyword == keyword);

    /// <summary>Null: it is not there, or no number.</summary>
    public double? Number(string keyword) =>
        double.TryParse(Find(keyword)?.Argument, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : null;
}
