using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>A cmdlet about a gateway's connection to one site.</summary>
public abstract class ConnectionCmdlet : GatewayCmdlet
{
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SiteNames))]
    [ValidateNotNullOrEmpty]
    public string? LocalNetworkSiteName { get; set; }

    internal string Target => $"{VNetName}/{LocalNetworkSiteName}";
}
