using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Restarts a machine.</summary>
[Cmdlet(VerbsLifecycle.Restart, "AzureVM", DefaultParameterSetName = "ByName", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class RestartAzureVM : OperateCmdlet
{
    internal override RoleOperation Operation => new() { OperationType = "RestartRoleOperation" };
}
