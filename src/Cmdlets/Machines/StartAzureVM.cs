using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Starts a machine.</summary>
[Cmdlet(VerbsLifecycle.Start, "AzureVM", DefaultParameterSetName = "ByName", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class StartAzureVM : OperateCmdlet
{
    internal override RoleOperation Operation => new() { OperationType = "StartRoleOperation" };
}
