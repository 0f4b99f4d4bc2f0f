using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Removes all virtual networks of the subscription.</summary>
[Cmdlet(VerbsCommon.Remove, "AzureVNetConfig", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class RemoveAzureVNetConfig : ServiceCmdlet
{
    protected override void Execute()
    {
        if (!ShouldProcess("all virtual networks of the subscription", "Remove-AzureVNetConfig")) return;
        var nothing = XmlDocuments.ToText(new NetworkConfiguration { VirtualNetworkConfiguration = new VirtualNetworkConfiguration() });
        WriteObject(Run("Removing the network configuration", (client, cancel) => client.SetNetworkConfigurationAsync(nothing, cancel)));
    }
}
