using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Puts a machine into a subnet.</summary>
[Cmdlet(VerbsCommon.Set, "AzureSubnet")]
[OutputType(typeof(IPersistentVM))]
public sealed class SetAzureSubnet : MachineCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(SubnetNames))]
    public string[]? SubnetNames { get; set; }

    protected override void ProcessRecord()
    {
        Machine.Network.SubnetNames = [.. SubnetNames!];
        WriteObject(VM);
    }
}
