using System.CommandLine;
using System.CommandLine.Help;

namespace Ilb.Manual;

/// <summary>The commands as their help has them.</summary>
internal static class CommandTree
{
    /// <summary>Those that can be run, with their whole names: depth first, in the order of the help.</summary>
    public static IEnumerable<(string Name, Command Command)> Of(Command parent, string name = "ilb")
    {
        foreach (var command in parent.Subcommands.Where(command => !command.Hidden))
        {
            var whole = $"{name} {command.Name}";
            if (command.Subcommands.Count == 0)
                yield return (whole, command);
            foreach (var below in Of(command, whole))
                yield return below;
        }
    }

    public static string Usage(string name, Command command) => string.Join(' ', [name, .. Arguments(command).Select(Shown)]);

    /// <summary>Arguments and options, and what they mean.</summary>
    public static IEnumerable<(string Word, string Meaning)> Entries(Command command) =>
    [
        .. Arguments(command).Where(argument => argument.Description is { Length: > 0 }).Select(argument => (argument.Name, argument.Description!)),
        .. command.Options.Where(option => !option.Hidden && option is not HelpOption).Select(option => (string.Join(", ", [option.Name, .. option.Aliases]) + Value(option), option.Description ?? "")),
    ];

    private static IEnumerable<Argument> Arguments(Command command) => command.Arguments.Where(argument => !argument.Hidden);

    private static string Shown(Argument argument)
    {
        var several = argument.Arity.MaximumNumberOfValues > 1 ? "..." : "";
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}{several}]" : argument.Name + several;
    }

    private static string Value(Option option) => option.HelpName switch
    {
        null => "",
        var name when option.Arity.MinimumNumberOfValues == 0 => $" [{name}]",
        var name => $" {name}",
    };
}
