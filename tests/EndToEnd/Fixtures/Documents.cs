using Ilb.Contracts;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>The documents that tests send, as short as the API allows.</summary>
internal static class Documents
{
    public const string Location = "West US", FrontEnd = "FrontEndSubnet", Clients = "ClientSubnet", Balancer = "MyILB";

    public static Role Role(string name, string subnet = FrontEnd, params IEnumerable<InputEndpoint> endpoints) => new()
    {
        RoleName = name,
        RoleType = "PersistentVMRole",
        RoleSize = "Small",
        OSVirtualHardDisk = new OSVirtualHardDisk { SourceImageName = "ilb-responder" },
        ConfigurationSets =
        [
            new ConfigurationSet
            {
                ConfigurationSetType = "NetworkConfiguration",
                SubnetNames = [subnet],
                InputEndpoints = [.. endpoints],
            },
        ],
    };

    /// <summary>An endpoint of a load-balanced set with a TCP probe that finds a dead machine within 5 s.</summary>
    public static InputEndpoint Member(string set, int publicPort, int localPort, string protocol = "tcp", int? probePort = null) => new()
    {
        Name = $"{set}ep",
        LoadBalancedEndpointSetName = set,
        Protocol = protocol,
        Port = publicPort,
        LocalPort = localPort,
        LoadBalancerName = Balancer,
        LoadBalancerProbe = new LoadBalancerProbe
        {
            Protocol = "tcp",
            Port = probePort ?? localPort,
            IntervalInSeconds = 5,
            TimeoutInSeconds = 5,
        },
    };

    public static Deployment Deployment(string name, string network, IEnumerable<Role> roles, bool balanced) => new()
    {
        Name = name,
        DeploymentSlot = "Production",
        Label = name,
        VirtualNetworkName = network,
        RoleList = [.. roles],
        LoadBalancers = balanced
            ? [new LoadBalancer { Name = Balancer, FrontendIpConfiguration = new FrontendIpConfiguration { Type = "Private", SubnetName = FrontEnd } }]
            : null,
    };

    public static List<InputEndpoint> Endpoints(this Role role) =>
        role.ConfigurationSets!.Single(set => set.ConfigurationSetType == "NetworkConfiguration").InputEndpoints ??= [];
}
