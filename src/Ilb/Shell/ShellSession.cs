using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Ilb.Shell;

/// <summary>Runs commands in one runspace, shows what they write, and counts their errors.</summary>
internal sealed class ShellSession(Runspace runspace, ShellHost host)
{
    private const string ExitCodeVariable = "global:LASTEXITCODE";

    private PowerShell? _running;

    public Runspace Runspace => runspace;

    public int? ExitCode => host.ExitCode;

    /// <summary>Imports a module; its types and views are there for all that follows.</summary>
    public void Import(string module)
    {
        using var shell = PowerShell.Create(runspace);
        shell.AddCommand("Import-Module").AddParameter("Name", module).AddParameter("ErrorAction", ActionPreference.Stop).Invoke();
    }

    public int RunScript(string file) =>
        Run(shell => shell.Commands.AddCommand(new Command(Path.GetFullPath(file), isScript: false, useLocalScope: true)));

    public int Run(string text) => Run(shell => shell.AddScript(text, useLocalScope: false));

    /// <summary>Ends the command that runs.</summary>
    public void Stop() => _running?.BeginStop(null, null);

    private int Run(Action<PowerShell> add)
    {
        using var shell = PowerShell.Create(runspace);
        add(shell);
        shell.AddCommand("Show-Output");
        var errors = 0;
        shell.Streams.Error.DataAdded += (_, added) =>
        {
            var record = shell.Streams.Error[added.Index];
            if (IsNativeOutput(record))
            {
                host.UI.WriteErrorLine(record.Exception.Message);
                return;
            }

            errors++;
            Show(record);
        };
        runspace.SessionStateProxy.SetVariable(ExitCodeVariable, 0);
        _running = shell;
        try
        {
            shell.Invoke();
        }
        catch (PipelineStoppedException)
        {
            return 130;
        }
        catch (RuntimeException e)
        {
            errors++;
            Show(e.ErrorRecord);
        }
        finally
        {
            _running = null;
            ((ShellUserInterface)host.UI).EndProgress();
        }

        return ExitStatus(errors);
    }

    /// <summary>What exit was given; else 1 after errors.</summary>
    private int ExitStatus(int errors)
    {
        if (host.ExitCode is { } code) return code;
        return runspace.SessionStateProxy.GetVariable(ExitCodeVariable) is int status && status != 0 ? status : errors > 0 ? 1 : 0;
    }

    /// <summary>A program's standard error arrives as records; what went wrong, if anything, its exit code tells.</summary>
    private static bool IsNativeOutput(ErrorRecord record) => record.FullyQualifiedErrorId is "NativeCommandError" or "NativeCommandErrorMessage";

    private void Show(ErrorRecord record)
    {
        var error = ScriptError.Of(record);
        if (host.Errors is { } elsewhere)
        {
            elsewhere.Add(error);
            return;
        }

        host.UI.WriteErrorLine(error.ToString());
        if (error.At is not null) host.UI.WriteErrorLine($"    at {error.At}");
    }
}
