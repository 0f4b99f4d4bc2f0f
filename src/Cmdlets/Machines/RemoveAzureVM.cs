using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Removes a machine; the last one takes its deployment along.</summary>
[Cmdlet(VerbsCommon.Remove, "AzureVM", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class RemoveAzureVM : ServiceCmdlet
{
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MachineNames))]
    public string? Name { get; set; }

    [Parameter(Position = 2)]
    public SwitchParameter DeleteVHD { get; set; }

    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceNames))]
    public string? ServiceName { get; set; }

    /// <summary>ilb's own: load-balanced sets that may be left with fewer members than their MinimumHealthyMembers.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LoadBalancedSetNames))]
    public string[]? EmptySet { get; set; }

    private protected override string[]? Emptying => EmptySet;

    protected override void Execute()
    {
        if (!ShouldProcess($"{ServiceName}/{Name}", "Remove-AzureVM")) return;
        var deployment = this.GetDeployment(ServiceName!);
        var isLast = deployment.RoleList is { Count: 1 } roles && Names.Same(roles[0].RoleName, Name);
        WriteObject(Run($"Removing {Name}", (client, cancel) => isLast
            ? client.DeleteDeploymentAsync(ServiceName!, deployment.Name!, cancel)
            : client.DeleteRoleAsync(ServiceName!, deployment.Name!, Name!, DeleteVHD, cancel)));
    }
}
