using System.Management.Automation;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Stops a machine; its flows get time to end.</summary>
[Cmdlet(VerbsLifecycle.Stop, "AzureVM", DefaultParameterSetName = "ByName", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class StopAzureVM : OperateCmdlet
{
    /// <summary>Keep what the machine holds.</summary>
    [Parameter(Position = 2)]
    public SwitchParameter StayProvisioned { get; set; }

    /// <summary>Accepted for old scripts; nothing is asked.</summary>
    [Parameter(Position = 3)]
    public SwitchParameter Force { get; set; }

    /// <summary>ilb's own: load-balanced sets that may be left with fewer members than their MinimumHealthyMembers.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LoadBalancedSetNames))]
    public string[]? EmptySet { get; set; }

    private protected override string[]? Emptying => EmptySet;

    internal override RoleOperation Operation => new()
    {
        OperationType = "ShutdownRoleOperation",
        PostShutdownAction = StayProvisioned ? "Stopped" : "StoppedDeallocated",
    };
}
