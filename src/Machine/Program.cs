using Ilb.Machine.Kernel;
using Ilb.Machine.Responding;
using Ilb.Machine.Supervision;

const int wrongUsage = 2;
try
{
    return args switch
    {
        ["supervise", var specFile] => Supervisor.Run(specFile),
        ["own", var network, var users, var id] when long.TryParse(id, out var firstId) => OwnNamespaces.Run(network, users, firstId),
        ["enter", var first, _, ..] when int.TryParse(first, out var process) => Entry.Run(process, args[2..]),
        ["respond", .. var folders] => Responder.Run(folders is [var folder, ..] ? folder : "/run/ilb"),
        _ => Usage(),
    };
}
catch (LaunchException problem)
{
    Console.Error.WriteLine($"cannot {problem.Message}");
    return CompiledScript.FailedExit;
}

static int Usage()
{
    Console.Error.WriteLine("usage: ilb-machine supervise SPEC | own NETWORK USERS FIRST-ID | enter PID COMMAND… | respond [FOLDER]");
    return wrongUsage;
}
