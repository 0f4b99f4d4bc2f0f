using Ilb.Model.Desired;
using Wire = Ilb.Contracts;

namespace Ilb.ControlPlane.Documents;

internal static class RoleAnswer
{
    private const string RoleType = "PersistentVMRole";

    public static Wire.Role Of(Deployment deployment, VirtualMachine role) =>
        role.Program is { } program ? OfPackage(deployment, role, program.Role) : OfMachine(deployment, role);

    /// <summary>A role of a package, shown by one of its instances: they are all alike.</summary>
    private static Wire.Role OfPackage(Deployment deployment, VirtualMachine instance, string name) => new()
    {
        RoleName = name,
        OsVersion = "",
        ConfigurationSets = [Network(deployment, instance)],
        RoleSize = instance.Size,
    };

    private static Wire.Role OfMachine(Deployment deployment, VirtualMachine role) => new()
    {
        RoleName = role.Name,
        OsVersion = "",
        RoleType = RoleType,
        ConfigurationSets = [Network(deployment, role)],
        MediaLocation = role.Echo.GetValueOrDefault(EchoedElements.MediaLocation),
        AvailabilitySetName = role.AvailabilitySet,
        Label = role.Echo.GetValueOrDefault(EchoedElements.Label),
        ListsDataDisks = true,
        OSVirtualHardDisk = Disk(role),
        RoleSize = role.Size,
        ProvisionGuestAgent = role.Echo.GetValueOrDefault(EchoedElements.GuestAgent) == "true",
    };

    public static string? VipOf(Deployment deployment, Endpoint endpoint) =>
        (endpoint.LoadBalancer is null ? deployment.PublicVip : deployment.LoadBalancer(endpoint.LoadBalancer)?.Address)?.ToString();

    /// <summary>Always there, even when empty: clients read it without looking.</summary>
    private static Wire.ConfigurationSet Network(Deployment deployment, VirtualMachine role) => new()
    {
        ConfigurationSetType = RoleRequests.NetworkType,
        InputEndpoints = [.. role.Endpoints.Select(endpoint => EndpointAnswer.Of(endpoint, VipOf(deployment, endpoint)))],
        SubnetNames = role.Subnet is { } subnet ? [subnet] : [],
        StaticVirtualNetworkIPAddress = role.AddressIsStatic ? role.Address.ToString() : null,
    };

    private static Wire.OSVirtualHardDisk Disk(VirtualMachine role) => new()
    {
        HostCaching = role.Echo.GetValueOrDefault(EchoedElements.HostCaching) ?? "ReadWrite",
        DiskLabel = role.Echo.GetValueOrDefault(EchoedElements.DiskLabel),
        // What azure-cli exports of a machine names its disk and not its image.
        DiskName = role.Image,
        MediaLink = role.Echo.GetValueOrDefault(EchoedElements.MediaLink),
        SourceImageName = role.Image,
        OS = "Linux",
    };
}
