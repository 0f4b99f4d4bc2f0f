using Ilb.Declarations.Entries;
using Wire = Ilb.Contracts;

namespace Ilb.Declarations.Service;

/// <summary>Entries of a declaration, as the service is asked for them.</summary>
internal static class Requests
{
    public const string NetworkType = "NetworkConfiguration";

    public static Wire.Deployment Of(Deployment deployment, string service) => new()
    {
        Name = deployment.Name ?? service,
        DeploymentSlot = deployment.Key,
        Label = deployment.Label is { } label ? Wire.XmlDocuments.EncodeLabel(label) : null,
        VirtualNetworkName = deployment.VirtualNetwork,
        RoleList = [.. deployment.Machines!.Select(machine => Of(machine, PlacedEndpoint.Of(deployment, machine)))],
        LoadBalancers = [.. deployment.InternalLoadBalancers!.Select(Of)],
    };

    public static Wire.LoadBalancer Of(InternalLoadBalancer balancer) => new()
    {
        Name = balancer.Name,
        FrontendIpConfiguration = new Wire.FrontendIpConfiguration
        {
            Type = "Private",
            SubnetName = balancer.SubnetName,
            StaticVirtualNetworkIPAddress = balancer.StaticVNetIPAddress,
        },
        AllowLoopback = balancer.AllowLoopback,
    };

    public static Wire.Role Of(Machine machine, IEnumerable<PlacedEndpoint> endpoints) => new()
    {
        RoleName = machine.Name,
        RoleType = "PersistentVMRole",
        AvailabilitySetName = machine.AvailabilitySetName,
        OSVirtualHardDisk = new Wire.OSVirtualHardDisk { SourceImageName = machine.ImageName },
        RoleSize = machine.InstanceSize,
        ConfigurationSets =
        [
            .. machine.HostName is { } host && !Named.Same(host, machine.Name)
                ? new[] { new Wire.ConfigurationSet { ConfigurationSetType = "LinuxProvisioningConfiguration", HostName = host } }
                : [],
            new Wire.ConfigurationSet
            {
                ConfigurationSetType = NetworkType,
                InputEndpoints = [.. endpoints.Select(endpoint => Of(endpoint))],
                SubnetNames = machine.SubnetName is { } subnet ? [subnet] : [],
                StaticVirtualNetworkIPAddress = machine.StaticVNetIPAddress,
            },
        ],
    };

    /// <summary>What a set is like, without a machine.</summary>
    public static Wire.InputEndpoint Of(LoadBalancedSet set) => Of(new PlacedEndpoint(null, set.Name, set));

    private static Wire.InputEndpoint Of(PlacedEndpoint endpoint) => new()
    {
        LoadBalancedEndpointSetName = endpoint.Set,
        LocalPort = endpoint.Settings.LocalPort,
        Name = endpoint.Name,
        Port = endpoint.Settings.PublicPort,
        LoadBalancerProbe = endpoint.Settings.Probe is { } probe ? Of(probe) : null,
        Protocol = endpoint.Settings.Protocol,
        EnableDirectServerReturn = endpoint.Settings.DirectServerReturn,
        LoadBalancerName = endpoint.Settings.InternalLoadBalancerName,
        // Also where it is empty: left out it would stay what it is.
        EndpointAcl = new Wire.EndpointAcl { Rules = [.. (endpoint.Settings.Acl ?? []).Select(Of)] },
        IdleTimeoutInMinutes = endpoint.Settings.IdleTimeoutInMinutes,
        LoadBalancerDistribution = endpoint.Settings.LoadBalancerDistribution,
        EnableTcpReset = endpoint.Settings.EnableTcpReset,
        UdpIdleTimeoutInSeconds = endpoint.Settings.UdpIdleTimeoutInSeconds,
        Weight = endpoint.Weight,
        WhenAllDown = endpoint.Settings.WhenAllDown,
        AffinityTimeoutInSeconds = endpoint.Settings.AffinityTimeoutInSeconds,
        SlowStartInSeconds = endpoint.Settings.SlowStartInSeconds,
        FlapHalfLifeInSeconds = endpoint.Settings.FlapHalfLifeInSeconds,
        MinimumHealthyMembers = endpoint.Settings.MinimumHealthyMembers,
        Backup = endpoint.IsBackup,
    };

    private static Wire.LoadBalancerProbe Of(Probe probe) => new()
    {
        Path = probe.Path,
        Port = probe.Port,
        Protocol = probe.Protocol,
        IntervalInSeconds = probe.IntervalInSeconds,
        TimeoutInSeconds = probe.TimeoutInSeconds,
    };

    private static Wire.AclRule Of(AclRule rule) => new()
    {
        Order = rule.Order,
        Action = rule.Action,
        RemoteSubnet = rule.RemoteSubnet,
        Description = rule.Description,
    };
}
