using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Sets what a connection proposes and when it makes new keys; what is not given stays.</summary>
[Cmdlet(VerbsCommon.Set, "AzureVNetGatewayIPsecParameters", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class SetAzureVNetGatewayIPsecParameters : ConnectionCmdlet
{
    /// <summary>RequireEncryption; a tunnel is always encrypted.</summary>
    [Parameter(Position = 2)]
    public string? EncryptionType { get; set; }

    /// <summary>ECP256 for the modern proposals, None for the classic ones.</summary>
    [Parameter(Position = 3)]
    public string? PfsGroup { get; set; }

    /// <summary>New keys are made after so much.</summary>
    [Parameter(Position = 4)]
    public int SADataSizeKilobytes { get; set; }

    /// <summary>New keys are made after so long.</summary>
    [Parameter(Position = 5)]
    public int SALifetimeSeconds { get; set; }

    /// <summary>Modern or Classic, instead of a PFS group.</summary>
    [Parameter]
    [ValidateSet("Modern", "Classic", IgnoreCase = true)]
    public string? Proposals { get; set; }

    protected override void Execute()
    {
        if (!ShouldProcess(Target, "Set-AzureVNetGatewayIPsecParameters")) return;
        var parameters = new IpsecParameters
        {
            EncryptionType = EncryptionType,
            PfsGroup = PfsGroup,
            SADataSizeKilobytes = Given(nameof(SADataSizeKilobytes), SADataSizeKilobytes),
            SALifeTimeSeconds = Given(nameof(SALifetimeSeconds), SALifetimeSeconds),
            Proposals = Proposals,
        };
        WriteObject(Run(
            $"Setting the IPsec parameters of {Target}",
            (client, cancel) => client.SetIpsecParametersAsync(VNetName!, LocalNetworkSiteName!, parameters, cancel)));
    }

    private int? Given(string parameter, int value) => MyInvocation.BoundParameters.ContainsKey(parameter) ? value : null;
}
