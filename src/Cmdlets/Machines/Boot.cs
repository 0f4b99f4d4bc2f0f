using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Ilb.Client;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

/// <summary>Waits for machines to run.</summary>
internal static class Boot
{
    private static readonly string[] _failed = ["FailedStartingVM", "FailedStartingRole", "ProvisioningFailed", "CyclingRole"];

    /// <summary>Ends when all are ready or one has failed, which is an error with the reason.</summary>
    public static void Await(ServiceCmdlet cmdlet, string service, ISet<string> machines)
    {
        foreach (var interval in PollIntervals.All())
        {
            var instances = (cmdlet.GetDeployment(service).RoleInstanceList ?? []).Where(i => machines.Contains(i.RoleName!)).ToList();
            var failed = instances.Where(i => _failed.Contains(i.InstanceStatus)).ToList();
            foreach (var instance in failed) cmdlet.WriteError(Failed(instance));
            if (failed.Count > 0 || instances.Count(i => i.InstanceStatus == "ReadyRole") == machines.Count) return;
            cmdlet.Pause(interval);
        }
    }

    private static ErrorRecord Failed(RoleInstance instance) => ErrorRecords.Invalid(
        instance.InstanceErrorCode ?? instance.InstanceStatus!, $"{instance.RoleName} does not start: {instance.InstanceStateDetails ?? instance.InstanceStatus}", instance.RoleName);
}
