using Ilb.Declarations.Entries;
using Wire = Ilb.Contracts;

namespace Ilb.Declarations.Service;

/// <summary>What the service tells, as entries of a declaration.</summary>
internal static class Answers
{
    public static AffinityGroup Of(Wire.AffinityGroup answer) => new()
    {
        Name = answer.Name,
        Location = answer.Location,
        Label = Said(answer.Label),
        Description = Said(answer.Description),
    };

    public static CloudService Of(Wire.HostedService answer) => new()
    {
        Name = answer.ServiceName,
        Location = Said(answer.HostedServiceProperties?.Location),
        AffinityGroup = Said(answer.HostedServiceProperties?.AffinityGroup),
        Label = Said(answer.HostedServiceProperties?.Label),
        Description = Said(answer.HostedServiceProperties?.Description),
        Deployments = [.. (answer.Deployments ?? []).Where(deployment => !IsOfPackage(deployment)).Select(Of)],
    };

    /// <summary>Its machines were not made one by one.</summary>
    public static bool IsOfPackage(Wire.Deployment answer) => (answer.RoleList ?? []).Exists(role => string.IsNullOrEmpty(role.RoleType));

    private static Deployment Of(Wire.Deployment answer) => new()
    {
        Slot = answer.DeploymentSlot,
        Name = answer.Name,
        Label = answer.Label is { } label ? Said(Wire.XmlDocuments.DecodeLabel(label)) : null,
        VirtualNetwork = Said(answer.VirtualNetworkName),
        InternalLoadBalancers = [.. (answer.LoadBalancers ?? []).Select(Of)],
        Machines = [.. (answer.RoleList ?? []).Select(role => Of(answer, role))],
        LoadBalancedSets = EndpointAnswers.Sets(answer),
    };

    private static InternalLoadBalancer Of(Wire.LoadBalancer answer) => new()
    {
        Name = answer.Name,
        SubnetName = Said(answer.FrontendIpConfiguration?.SubnetName),
        StaticVNetIPAddress = Said(answer.FrontendIpConfiguration?.StaticVirtualNetworkIPAddress),
        AllowLoopback = answer.AllowLoopback ?? false,
    };

    private static Machine Of(Wire.Deployment deployment, Wire.Role role) => new()
    {
        Name = role.RoleName,
        ImageName = role.OSVirtualHardDisk?.SourceImageName,
        InstanceSize = role.RoleSize,
        HostName = deployment.RoleInstanceList?.Find(instance => instance.InstanceName == role.RoleName)?.HostName,
        SubnetName = Network(role)?.SubnetNames?.FirstOrDefault(),
        StaticVNetIPAddress = Said(Network(role)?.StaticVirtualNetworkIPAddress),
        AvailabilitySetName = Said(role.AvailabilitySetName),
        Endpoints = EndpointAnswers.Alone(role),
    };

    public static Wire.ConfigurationSet? Network(Wire.Role role) => role.ConfigurationSets?.Find(set => set.ConfigurationSetType == Requests.NetworkType);

    public static string? Said(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
