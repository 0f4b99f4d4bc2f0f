using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Connects the gateway of a virtual network to a site, or disconnects it.</summary>
[Cmdlet(VerbsCommon.Set, "AzureVNetGateway", DefaultParameterSetName = "Connect", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class SetAzureVNetGateway : ServiceCmdlet
{
    [Parameter(ParameterSetName = "Connect", Mandatory = true, Position = 0)]
    public SwitchParameter Connect { get; set; }

    [Parameter(ParameterSetName = "Disconnect", Mandatory = true, Position = 0)]
    public SwitchParameter Disconnect { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NetworkNames))]
    [ValidateNotNullOrEmpty]
    public string? VNetName { get; set; }

    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SiteNames))]
    [ValidateNotNullOrEmpty]
    public string? LocalNetworkSiteName { get; set; }

    protected override void Execute()
    {
        var operation = Disconnect ? "Disconnect" : "Connect";
        if (!ShouldProcess($"{VNetName}/{LocalNetworkSiteName}", $"Set-AzureVNetGateway -{operation}")) return;
        var change = new UpdateConnection { Operation = operation };
        WriteObject(Run(
            $"{operation} {LocalNetworkSiteName}",
            (client, cancel) => client.UpdateConnectionAsync(VNetName!, LocalNetworkSiteName!, change, cancel)));
    }
}
