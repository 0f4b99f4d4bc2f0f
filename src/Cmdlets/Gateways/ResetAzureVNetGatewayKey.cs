using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Makes a new shared key for a connection.</summary>
[Cmdlet(VerbsCommon.Reset, "AzureVNetGatewayKey", SupportsShouldProcess = true)]
[OutputType(typeof(SharedKeyContext))]
public sealed class ResetAzureVNetGatewayKey : ConnectionCmdlet
{
    /// <summary>Characters.</summary>
    [Parameter(Position = 2)]
    [ValidateRange(1, 128)]
    public int KeyLength { get; set; } = 32;

    protected override void Execute()
    {
        if (!ShouldProcess(Target, "Reset-AzureVNetGatewayKey")) return;
        var reset = new ResetSharedKey { KeyLength = KeyLength };
        var done = Run(
            $"Making a new key for {Target}", (client, cancel) => client.ResetSharedKeyAsync(VNetName!, LocalNetworkSiteName!, reset, cancel));
        WriteObject(Describe(
            new SharedKeyContext { Value = Call((client, cancel) => client.GetSharedKeyAsync(VNetName!, LocalNetworkSiteName!, cancel)).Value },
            done.OperationId));
    }
}
