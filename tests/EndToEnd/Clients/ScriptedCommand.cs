namespace Ilb.EndToEnd.Clients;

/// <summary>A command, what it has to write, parts of its output or of why it fails, and what it must not.</summary>
internal sealed record ScriptedCommand(string Line, bool Fails, IReadOnlyList<string> Parts, IReadOnlyList<string> Absent)
{
    private const string Indent = "  ", Failure = "! ", Absence = "- ";

    /// <summary>Reads a file of commands: groups with empty lines between them, and the parts indented below.</summary>
    public static IEnumerable<IReadOnlyList<ScriptedCommand>> Read(string file) =>
        File.ReadAllText(file).Split("\n\n").Select(group => Group(group.Split('\n', StringSplitOptions.RemoveEmptyEntries))).Where(group => group.Count > 0);

    private static List<ScriptedCommand> Group(IEnumerable<string> lines)
    {
        var commands = new List<ScriptedCommand>();
        foreach (var line in lines.Where(line => line[0] != '#'))
        {
            if (!line.StartsWith(Indent, StringComparison.Ordinal))
                commands.Add(new ScriptedCommand(line, false, [], []));
            else
                commands[^1] = commands[^1].With(line[Indent.Length..]);
        }

        return commands;
    }

    /// <summary>What is wrong with how it ended, or null.</summary>
    public string? Problem(int code, string output)
    {
        var wrong = Parts.Where(part => !output.Contains(part, StringComparison.Ordinal)).Select(part => $", without '{part}'")
            .Concat(Absent.Where(part => output.Contains(part, StringComparison.Ordinal)).Select(part => $", with '{part}'")).ToList();
        return wrong.Count == 0 && code != 0 == Fails ? null : $"{Line}\nended with {code}{string.Concat(wrong)}:\n{output}";
    }

    private ScriptedCommand With(string part) => part switch
    {
        _ when part.StartsWith(Failure, StringComparison.Ordinal) => this with { Fails = true, Parts = [.. Parts, part[Failure.Length..]] },
        _ when part.StartsWith(Absence, StringComparison.Ordinal) => this with { Absent = [.. Absent, part[Absence.Length..]] },
        _ => this with { Parts = [.. Parts, part] },
    };
}
