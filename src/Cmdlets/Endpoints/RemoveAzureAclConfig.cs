using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Removes the access list of an endpoint from the configuration of a machine; Update-AzureVM sends it.</summary>
[Cmdlet(VerbsCommon.Remove, "AzureAclConfig")]
[OutputType(typeof(IPersistentVM))]
public sealed class RemoveAzureAclConfig : MachineCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string? EndpointName { get; set; }

    protected override void ProcessRecord()
    {
        // An absent list would mean: as before.
        RequireEndpoint(EndpointName!).EndpointAcl = new EndpointAcl { Rules = [] };
        WriteObject(VM);
    }
}
