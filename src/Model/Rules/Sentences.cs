namespace Ilb.Model.Rules;

/// <summary>Wording that all rules share.</summary>
internal static class Sentences
{
    /// <summary>"a, b, c", or the word for nothing.</summary>
    public static string List(IEnumerable<string> names, string none = "none") =>
        string.Join(", ", names) is { Length: > 0 } list ? list : none;

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string And(IReadOnlyList<string> words) =>
        words.Count < 2 ? List(words) : $"{string.Join(", ", words.Take(words.Count - 1))} and {words[^1]}";
}
