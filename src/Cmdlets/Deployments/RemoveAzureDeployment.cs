using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Removes the deployment of a slot with all its machines or role instances.</summary>
[Cmdlet(VerbsCommon.Remove, "AzureDeployment", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class RemoveAzureDeployment : ServiceCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceNames))]
    public string? ServiceName { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateSet("Staging", "Production", IgnoreCase = true)]
    public string? Slot { get; set; }

    /// <summary>Machines have no disks here: changes nothing.</summary>
    [Parameter(Position = 2)]
    public SwitchParameter DeleteVHD { get; set; }

    /// <summary>Do not ask.</summary>
    [Parameter(Position = 3)]
    public SwitchParameter Force { get; set; }

    /// <summary>ilb's own: load-balanced sets that may be left with fewer members than their MinimumHealthyMembers.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LoadBalancedSetNames))]
    public string[]? EmptySet { get; set; }

    private protected override string[]? Emptying => EmptySet;

    protected override void Execute()
    {
        if (!ShouldProcess($"{ServiceName}/{Slot}", "Remove-AzureDeployment")) return;
        if (!Force && !ShouldContinue($"Remove the deployment in the slot {Slot} of '{ServiceName}'?", "Remove-AzureDeployment")) return;
        WriteObject(Run($"Removing the deployment of {ServiceName}", (client, cancel) => client.DeleteSlotAsync(ServiceName!, Slot!, cancel)));
    }
}
