using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Sets the shared key of a connection.</summary>
[Cmdlet(VerbsCommon.Set, "AzureVNetGatewayKey", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class SetAzureVNetGatewayKey : ConnectionCmdlet
{
    /// <summary>1 to 128 letters and digits; the far end has the same. From the pipeline it is in no process's arguments.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string? SharedKey { get; set; }

    protected override void Execute()
    {
        if (!ShouldProcess(Target, "Set-AzureVNetGatewayKey")) return;
        var key = new SharedKey { Value = SharedKey };
        WriteObject(Run(
            $"Setting the key of {Target}", (client, cancel) => client.SetSharedKeyAsync(VNetName!, LocalNetworkSiteName!, key, cancel)));
    }
}
