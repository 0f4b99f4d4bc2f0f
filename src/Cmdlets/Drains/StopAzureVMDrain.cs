using System.Collections.Generic;
using System.Management.Automation;

namespace Ilb.Cmdlets;

/// <summary>Takes machines in again: they get new connections as their health allows.</summary>
[Cmdlet(VerbsLifecycle.Stop, "AzureVMDrain", SupportsShouldProcess = true)]
[OutputType(typeof(ManagementOperationContext))]
public sealed class StopAzureVMDrain : DrainCmdlet
{
    internal override void Change(IReadOnlyList<string> machines) => WriteObject(Run(
        $"taking in {string.Join(", ", machines)}", (client, cancel) => client.EndDrainAsync(machines, LBSetName, cancel)));
}
