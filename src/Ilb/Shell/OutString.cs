using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Ilb.Shell;

/// <summary>Out-String: what a screen of its own would show.</summary>
[Cmdlet("Out", "String")]
[OutputType(typeof(string))]
public sealed class OutString : PSCmdlet
{
    private readonly List<PSObject> _objects = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = 120;

    /// <summary>A string for each line.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is not null) _objects.Add(InputObject);
    }

    protected override void EndProcessing()
    {
        using var text = new StringWriter();
        var screen = new ShellHost(text, text, Width);
        using var runspace = RunspaceFactory.CreateRunspace(screen, EngineState.Create());
        runspace.Open();
        using (var shell = PowerShell.Create(runspace))
        {
            // The views of the module belong to the session, not to the engine.
            if (File.Exists(ModuleFile.Path)) shell.AddCommand("Import-Module").AddParameter("Name", ModuleFile.Path).Invoke();
            shell.Commands.Clear();
            shell.AddCommand("Out-Host").Invoke(_objects);
        }

        if (Stream) WriteObject(text.ToString().TrimEnd('\n').Split('\n'), enumerateCollection: true);
        else WriteObject(text.ToString());
    }
}
