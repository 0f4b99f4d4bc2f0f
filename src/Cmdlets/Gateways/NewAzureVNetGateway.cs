using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Creates the gateway of a virtual network.</summary>
[Cmdlet(VerbsCommon.New, "AzureVNetGateway", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class NewAzureVNetGateway : GatewayCmdlet
{
    /// <summary>Kept and shown; both types connect to several sites.</summary>
    [Parameter(Position = 1)]
    [ValidateSet("StaticRouting", "DynamicRouting", IgnoreCase = true)]
    public string? GatewayType { get; set; }

    /// <summary>Kept and shown; a gateway takes what its host has.</summary>
    [Parameter(Position = 2)]
    [ValidateSet("Default", "Standard", "HighPerformance", IgnoreCase = true)]
    public string? GatewaySKU { get; set; }

    protected override void Execute()
    {
        if (!ShouldProcess(VNetName, "New-AzureVNetGateway")) return;
        var gateway = new CreateGateway { GatewayType = GatewayType, GatewaySize = GatewaySKU };
        WriteObject(Run($"Creating the gateway of {VNetName}", (client, cancel) => client.CreateGatewayAsync(VNetName!, gateway, cancel)));
    }
}
