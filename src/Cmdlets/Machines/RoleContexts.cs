using System.Linq;
using Ilb.Contracts;

namespace Ilb.Cmdlets;

internal static class RoleContexts
{
    /// <summary>A role together with its instance, which carries the state.</summary>
    public static PersistentVMRoleContext Of(string service, Deployment deployment, Role role)
    {
        var instance = deployment.RoleInstanceList?.FirstOrDefault(i => Names.Same(i.RoleName, role.RoleName)) ?? new RoleInstance();
        return new PersistentVMRoleContext
        {
            ServiceName = service,
            DeploymentName = deployment.Name,
            Name = role.RoleName,
            Label = role.Label,
            VM = new PersistentVM(role),
            InstanceStatus = instance.InstanceStatus,
            IpAddress = instance.IpAddress,
            Ipv6Address = instance.Ipv6Address,
            InstanceStateDetails = instance.InstanceStateDetails,
            PowerState = instance.PowerState,
            InstanceErrorCode = instance.InstanceErrorCode,
            InstanceFaultDomain = instance.InstanceFaultDomain,
            InstanceName = instance.InstanceName,
            InstanceUpgradeDomain = instance.InstanceUpgradeDomain,
            InstanceSize = instance.InstanceSize ?? role.RoleSize,
            HostName = instance.HostName,
            AvailabilitySetName = role.AvailabilitySetName,
            DNSName = deployment.Url,
            Status = instance.InstanceStatus,
        };
    }
}
