using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Shows the shared key of a connection.</summary>
[Cmdlet(VerbsCommon.Get, "AzureVNetGatewayKey")]
[OutputType(typeof(SharedKeyContext))]
public sealed class GetAzureVNetGatewayKey : ConnectionCmdlet
{
    protected override void Execute() => WriteObject(Describe(new SharedKeyContext
    {
        Value = Call((client, cancel) => client.GetSharedKeyAsync(VNetName!, LocalNetworkSiteName!, cancel)).Value,
    }));
}
