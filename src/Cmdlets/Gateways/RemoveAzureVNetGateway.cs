using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Removes the gateway of a virtual network with its connections and their keys.</summary>
[Cmdlet(VerbsCommon.Remove, "AzureVNetGateway", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class RemoveAzureVNetGateway : GatewayCmdlet
{
    protected override void Execute()
    {
        if (!ShouldProcess(VNetName, "Remove-AzureVNetGateway")) return;
        WriteObject(Run($"Removing the gateway of {VNetName}", (client, cancel) => client.DeleteGatewayAsync(VNetName!, cancel)));
    }
}
