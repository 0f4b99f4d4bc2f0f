using System.Management.Automation;

namespace Ilb.Shell;

/// <summary>
/// Shows what a script writes, anew for each kind of object: Out-Default alone would press all that follows into the columns of the
/// first.
/// </summary>
[Cmdlet(VerbsCommon.Show, "Output")]
public sealed class ShowOutput : PSCmdlet, IDisposable
{
    private SteppablePipeline? _screen;
    private string? _kind;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    public void Dispose() => _screen?.Dispose();

    protected override void ProcessRecord()
    {
        if (InputObject is null) return;
        var kind = Kind(InputObject);
        if (kind != _kind)
        {
            End();
            _screen = ScriptBlock.Create("Out-Default").GetSteppablePipeline(MyInvocation.CommandOrigin);
            _screen.Begin(expectInput: true);
            _kind = kind;
        }

        _screen!.Process(InputObject);
    }

    protected override void EndProcessing() => End();

    private void End()
    {
        _screen?.End();
        _screen?.Dispose();
        _screen = null;
    }

    /// <summary>What Format-Table and its kin write belongs together although it has many types.</summary>
    private static string Kind(PSObject value)
    {
        var type = value.TypeNames.FirstOrDefault() ?? "";
        return type.StartsWith("Microsoft.PowerShell.Commands.Internal.Format.", StringComparison.Ordinal) ? "formatted" : type;
    }
}
