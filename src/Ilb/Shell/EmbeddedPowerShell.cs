using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Ilb.Shell;

/// <summary>The engine inside this program.</summary>
internal static class EmbeddedPowerShell
{
    public static int Run(ShellHost host, string? scriptFile, string? command, CancellationToken cancel)
    {
        using var runspace = RunspaceFactory.CreateRunspace(host, EngineState.Create());
        runspace.Open();
        var session = new ShellSession(runspace, host);
        using var stop = cancel.Register(session.Stop);
        session.Import(ModuleFile.Path);
        if (scriptFile is not null) return session.RunScript(scriptFile);
        return command is not null ? session.Run(command) : Lines.Read(session);
    }
}
