using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Shows what a connection proposes and when it makes new keys.</summary>
[Cmdlet(VerbsCommon.Get, "AzureVNetGatewayIPsecParameters")]
[OutputType(typeof(IpsecParameters))]
public sealed class GetAzureVNetGatewayIPsecParameters : ConnectionCmdlet
{
    protected override void Execute() =>
        WriteObject(Call((client, cancel) => client.GetIpsecParametersAsync(VNetName!, LocalNetworkSiteName!, cancel)));
}
