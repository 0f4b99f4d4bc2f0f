using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Ilb.Unit.ControlPlane;

namespace Ilb.Unit.Cmdlets;

/// <summary>The PowerShell engine with the module as it is shipped.</summary>
internal sealed class Engine : IDisposable
{
    private readonly Runspace _runspace;

    public Engine()
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        _runspace.Open();
        Run($"Import-Module '{Path.Combine(AppContext.BaseDirectory, "module", "Ilb.psd1")}' -ErrorAction Stop");
    }

    public IReadOnlyList<ErrorRecord> Errors { get; private set; } = [];

    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>What the script writes; its errors are in <see cref="Errors"/>.</summary>
    public IReadOnlyList<PSObject> Run(string script)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        var output = new List<PSObject>();
        var thrown = new List<ErrorRecord>();
        try
        {
            output.AddRange(shell.Invoke());
        }
        catch (RuntimeException e)
        {
            thrown.Add(e.ErrorRecord);
        }

        Errors = [.. shell.Streams.Error, .. thrown];
        Warnings = [.. shell.Streams.Warning.Select(w => w.Message)];
        return output;
    }

    /// <summary>The same of a script that has no errors.</summary>
    public IReadOnlyList<PSObject> Must(string script)
    {
        var output = Run(script);
        return Errors.Count == 0 ? output : throw new InvalidOperationException($"{script}: {string.Join("; ", Errors)}");
    }

    /// <summary>From now on cmdlets call this service.</summary>
    public void ConnectTo(TestService service) => Must($"Import-AzurePublishSettingsFile '{service.Host.Folder.PublishSettingsFile}'");

    public T One<T>(string script)
    {
        var output = Run(script);
        return Errors.Count == 0 && output.Count == 1
            ? (T)LanguagePrimitives.ConvertTo(output[0], typeof(T), null)
            : throw new InvalidOperationException($"{output.Count} objects; {string.Join("; ", Errors)}");
    }

    public void Dispose() => _runspace.Dispose();
}
