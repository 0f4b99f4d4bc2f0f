using System.CommandLine;
using Ilb.Commands;

var root = new RootCommand("ilb: internal load balancing for private networks")
{
    ServeCommand.Create(),
    ShellCommand.Create(),
    StatusCommand.Create(),
    MachineCommands.CreateExec(),
    MachineCommands.CreateLogs(),
    ForwardCommand.Create(),
    CheckCommand.Create(),
    DownCommand.Create(),
};
// Stopping machines at the end of serve takes longer than the two seconds that are usual.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
