using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>A cmdlet about the gateway of a virtual network.</summary>
public abstract class GatewayCmdlet : ServiceCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NetworkNames))]
    [ValidateNotNullOrEmpty]
    public string? VNetName { get; set; }
}
