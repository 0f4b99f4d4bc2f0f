using Ilb.EndToEnd.Fixtures;

namespace Ilb.EndToEnd.Guides;

/// <summary>A page of the documentation: its blocks, from top to bottom.</summary>
internal sealed record Guide(string Name, IReadOnlyList<Block> Blocks)
{
    private const string Fence = "```";

    /// <summary>README.md and docs/*.md. What `ilb reference` writes is below docs/reference, and no page of these.</summary>
    public static IEnumerable<string> Names() => Directory.GetFiles(Path.GetDirectoryName(IlbProgram.Source("docs/first-vip.md"))!, "*.md")
        .Select(path => $"docs/{Path.GetFileName(path)}").Append("README.md").Order(StringComparer.Ordinal);

    /// <param name="name">README.md, docs/drain.md</param>
    public static Guide Read(string name) => new(name, [.. BlocksOf(name, File.ReadAllLines(IlbProgram.Source(name)))]);

    /// <summary>A block of a list is indented, and its text as much.</summary>
    private static IEnumerable<Block> BlocksOf(string page, string[] lines)
    {
        for (var at = 0; at < lines.Length; at++)
        {
            var indent = lines[at].Length - lines[at].TrimStart().Length;
            if (lines[at][indent..].StartsWith(Fence, StringComparison.Ordinal))
            {
                var said = lines[at].Trim()[Fence.Length..].Split(' ', 2);
                var text = lines.Skip(at + 1).TakeWhile(line => line.Trim() != Fence).ToList();
                yield return new Block($"{page}:{at + 1}", said[0], said.ElementAtOrDefault(1)?.Trim() ?? "", string.Concat(text.Select(line => line[Math.Min(indent, line.Length)..] + "\n")));
                at += text.Count + 1;
            }
            else if (indent >= 4 && at > 0 && lines[at - 1].Length == 0)
                yield return new Block($"{page}:{at + 1}", "indented", "", lines[at]);
        }
    }

    /// <summary>What the commands of a block are shown to print; null where nothing is shown.</summary>
    public Block? PrintedBy(Block commands)
    {
        var next = Blocks.SkipWhile(block => block != commands).ElementAtOrDefault(1);
        return next is { IsPrinted: true } ? next : null;
    }

    /// <summary>Blocks that no test makes anything of, and that do not say why.</summary>
    public IEnumerable<string> Forgotten() => Blocks.Zip(Blocks.Prepend<Block?>(null))
        .Where(pair => pair.First is { IsRun: false, File: null, Reason: null or "" } && !(pair.First.IsPrinted && pair.Second is { IsRun: true }))
        .Select(pair => $"{pair.First.Page}: {pair.First.Text.Split('\n')[0]}");
}
