using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Gives a machine another size.</summary>
[Cmdlet(VerbsCommon.Set, "AzureVMSize")]
[OutputType(typeof(IPersistentVM))]
public sealed class SetAzureVMSize : MachineCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SizeNames))]
    public string? InstanceSize { get; set; }

    protected override void ProcessRecord()
    {
        Machine.RoleSize = InstanceSize;
        WriteObject(VM);
    }
}
