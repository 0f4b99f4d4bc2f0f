namespace Ilb.EndToEnd.Clients;

/// <summary>A command and what it has to write: parts of its output, or of why it fails.</summary>
internal sealed record ScriptedCommand(string Line, bool Fails, IReadOnlyList<string> Parts)
{
    private const string Indent = "  ", Failure = "! ";

    /// <summary>Reads a file of commands: groups with empty lines between them, and the parts indented below.</summary>
    public static IEnumerable<IReadOnlyList<ScriptedCommand>> Read(string file) =>
        File.ReadAllText(file).Split("\n\n").Select(group => Group(group.Split('\n', StringSplitOptions.RemoveEmptyEntries))).Where(group => group.Count > 0);

    private static List<ScriptedCommand> Group(IEnumerable<string> lines)
    {
        var commands = new List<ScriptedCommand>();
        foreach (var line in lines.Where(line => line[0] != '#'))
        {
            if (!line.StartsWith(Indent, StringComparison.Ordinal))
                commands.Add(new ScriptedCommand(line, false, []));
            else
                commands[^1] = commands[^1].With(line[Indent.Length..]);
        }

        return commands;
    }

    /// <summary>What is wrong with how it ended, or null.</summary>
    public string? Problem(int code, string output)
    {
        var missing = Parts.Where(part => !output.Contains(part, StringComparison.Ordinal)).ToList();
        return missing.Count == 0 && code != 0 == Fails ? null : $"{Line}\nended with {code}, without '{string.Join("' and '", missing)}':\n{output}";
    }

    private ScriptedCommand With(string part) => part.StartsWith(Failure, StringComparison.Ordinal)
        ? this with { Fails = true, Parts = [.. Parts, part[Failure.Length..]] }
        : this with { Parts = [.. Parts, part] };
}
