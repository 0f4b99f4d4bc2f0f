using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Restarts a machine.</summary>
[Cmdlet(VerbsLifecycle.Restart, "AzureVM", DefaultParameterSetName = "ByName", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class RestartAzureVM : OperateCmdlet
{
    /// <summary>ilb's own: load-balanced sets that may be left with fewer members than their MinimumHealthyMembers.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LoadBalancedSetNames))]
    public string[]? EmptySet { get; set; }

    private protected override string[]? Emptying => EmptySet;

    internal override RoleOperation Operation => new() { OperationType = "RestartRoleOperation" };
}
