namespace Ilb.EndToEnd.Guides;

/// <summary>
/// A fenced block of a page. Behind the language of its fence, where readers do not look, is said what else is to be known of it:
/// "not-run: REASON", "numbers differ", "in NAMESPACE", or the name of a file that it is.
/// </summary>
/// <param name="Page">Where it is: "docs/drain.md:6".</param>
internal sealed record Block(string Page, string Language, string Rest, string Text)
{
    private const string Excuse = "not-run:", Differ = "numbers differ", In = "in ";

    /// <summary>Why nobody runs it or compares it with anything; null where a test does.</summary>
    public string? Reason => Rest.StartsWith(Excuse, StringComparison.Ordinal) ? Rest[Excuse.Length..].Trim() : null;

    /// <summary>Commands, for bash or for `ilb shell`.</summary>
    public bool IsRun => Reason is null && Language is "sh" or "powershell" && (Rest.Length == 0 || Namespace is not null);

    /// <summary>What the commands before it print.</summary>
    public bool IsPrinted => Language is "text" && Rest is "" or Differ;

    /// <summary>Ports, times, sizes and the like are others each time.</summary>
    public bool NumbersDiffer => Rest == Differ;

    /// <summary>The network namespace that its commands are run in; null: the host's.</summary>
    public string? Namespace => Rest.StartsWith(In, StringComparison.Ordinal) ? Rest[In.Length..] : null;

    /// <summary>The path of a file that has this text.</summary>
    public string? File => Reason is null && Namespace is null && Language is not "text" && Rest.Length > 0 ? Rest : null;
}
