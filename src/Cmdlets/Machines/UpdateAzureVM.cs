using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Sends the changed configuration of a machine.</summary>
[Cmdlet(VerbsData.Update, "AzureVM", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class UpdateAzureVM : ServiceCmdlet
{
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MachineNames))]
    public string? Name { get; set; }

    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("InputObject")]
    [ValidateNotNull]
    public PersistentVM? VM { get; set; }

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
        if (!ShouldProcess($"{ServiceName}/{Name}", "Update-AzureVM")) return;
        var role = VM!.Role;
        role.RoleName = Name;
        // What the service decides is not for us to echo.
        role.OsVersion = null;
        foreach (var endpoint in VM.Endpoints) endpoint.Vip = null;
        var deployment = this.DeploymentName(ServiceName!);
        WriteObject(Run($"Updating {Name}", (client, cancel) => client.UpdateRoleAsync(ServiceName!, deployment, role, cancel)));
    }
}
