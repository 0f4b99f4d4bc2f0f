using System.Text.RegularExpressions;

namespace Ilb.Datapath;

/// <summary>Why a packet left the way it did. The list is bpf/verdict.h itself, embedded in this assembly.</summary>
/// <param name="Name">For counters and logs: "no_endpoint".</param>
/// <param name="Action">What the program does with such a packet: "DELIVER", "DROP", "REFUSE"…</param>
/// <param name="Meaning">One clause for people.</param>
public sealed partial record Verdict(string Name, string Action, string Meaning)
{
    /// <summary>By number; number 0 means that no verdict was reached and never leaves the kernel.</summary>
    public static IReadOnlyList<Verdict> All { get; } = [new("none", "DROP", "no verdict"), .. Read()];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(verdict => verdict.Name)];

    public override string ToString() => Name;

    private static IEnumerable<Verdict> Read()
    {
        using var stream = typeof(Verdict).Assembly.GetManifestResourceStream("verdict.h")!;
        using var reader = new StreamReader(stream);
        return [.. Line().Matches(reader.ReadToEnd()).Select(line => new Verdict(line.Groups[1].Value, line.Groups[2].Value, line.Groups[3].Value))];
    }

    [GeneratedRegex("""^\s+VERDICT\((\w+),\s*(\w+),\s*"([^"]*)"\)""", RegexOptions.Multiline)]
    private static partial Regex Line();
}
