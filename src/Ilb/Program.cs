using System.CommandLine;
using System.CommandLine.Invocation;
using Ilb.Commands;
using Spectre.Console;

// Tables are not cut where nobody looks at a screen.
if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 200;

var root = CommandLine.Create();
var parsed = root.Parse(args);
if (parsed.Action is ParseErrorAction refusal)
{
    // The mistake is the answer; all options are a page that hides it.
    refusal.ShowHelp = false;
    var command = parsed.CommandResult.Command;
    var name = command == root ? "ilb" : $"ilb {command.Name}";
    var code = await parsed.InvokeAsync();
    await Console.Error.WriteLineAsync($"'{name} --help' shows how it is used.");
    return code;
}

var invocation = new InvocationConfiguration
{
    // Stopping machines at the end of serve takes longer than the two seconds that are usual; the demo listens to signals itself.
    ProcessTerminationTimeout = parsed.CommandResult.Command.Name == DemoCommand.Name ? null : TimeSpan.FromSeconds(30),
};
return await parsed.InvokeAsync(invocation);
