using System.CommandLine;
using Ilb.Commands;
using Spectre.Console;

// Tables are not cut where nobody looks at a screen.
if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 200;

var root = new RootCommand("ilb: internal load balancing for private networks")
{
    ServeCommand.Create(),
    ShellCommand.Create(),
    StatusCommand.Create(),
    MachineCommands.CreateExec(),
    MachineCommands.CreateLogs(),
    ForwardCommand.Create(),
    CheckCommand.Create(),
    DemoCommand.Create(),
    DownCommand.Create(),
    CompletionCommand.Create(),
};
// Stopping machines at the end of serve takes longer than the two seconds that are usual.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
