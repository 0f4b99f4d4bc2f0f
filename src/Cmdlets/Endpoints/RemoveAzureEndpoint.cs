using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Removes an endpoint from the configuration of a machine; Update-AzureVM sends it.</summary>
[Cmdlet(VerbsCommon.Remove, "AzureEndpoint")]
[OutputType(typeof(IPersistentVM))]
public sealed class RemoveAzureEndpoint : MachineCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string? Name { get; set; }

    protected override void ProcessRecord()
    {
        Machine.Endpoints.Remove(RequireEndpoint(Name!));
        WriteObject(VM);
    }
}
