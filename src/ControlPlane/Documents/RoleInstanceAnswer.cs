using Ilb.Model.Addressing;
using Ilb.Model.Desired;
using Ilb.Model.Feed;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

/// <summary>A machine as it was last seen, in the words of the classic service.</summary>
internal static class RoleInstanceAnswer
{
    public static Wire.RoleInstance Of(Deployment deployment, VirtualMachine role, IpPrefix? ipv6, MachineObservation? seen)
    {
        var (status, power) = Words(role.Power, seen?.Status);
        // A program that ends is started again and again: for a role there is a word for it.
        if (role.Program is not null && seen?.Status == MachineStatus.Failed)
            status = "CyclingRole";
        return new Wire.RoleInstance
        {
            RoleName = role.Program?.Role ?? role.Name,
            InstanceName = role.Name,
            InstanceStatus = status,
            InstanceUpgradeDomain = 0,
            InstanceFaultDomain = 0,
            InstanceSize = role.Size,
            InstanceStateDetails = seen?.Detail ?? "",
            InstanceErrorCode = seen?.Status == MachineStatus.Failed ? "MachineFailed" : null,
            IpAddress = role.Address.ToString(),
            InstanceEndpoints =
                [.. role.Endpoints.Select(endpoint => EndpointAnswer.InstanceOf(endpoint, RoleAnswer.VipOf(deployment, endpoint)))],
            PowerState = power,
            HostName = role.HostName,
            Ipv6Address = ipv6?.Embed(role.Address).ToString(),
        };
    }

    private static (string Status, string Power) Words(Power wanted, MachineStatus? seen) => seen switch
    {
        MachineStatus.Creating => ("CreatingVM", "Starting"),
        MachineStatus.Waiting => ("StartingVM", "Starting"),
        MachineStatus.Running when wanted == Power.Started => ("ReadyRole", "Started"),
        MachineStatus.Running => ("StoppingVM", "Stopping"),
        MachineStatus.Stopping => ("StoppingVM", "Stopping"),
        MachineStatus.Stopped when wanted == Power.StoppedDeallocated => ("StoppedDeallocated", "Stopped"),
        MachineStatus.Stopped when wanted == Power.Stopped => ("StoppedVM", "Stopped"),
        MachineStatus.Stopped => ("StartingVM", "Starting"),
        MachineStatus.Failed => ("FailedStartingVM", "Stopped"),
        _ => ("RoleStateUnknown", "Unknown"),
    };
}
