using System.Globalization;
using Ilb.Contracts;

namespace Ilb.Bench.Service;

/// <summary>What a client sends to get the machines of the benchmark.</summary>
internal static class Documents
{
    public const string Location = "West US", Network = "bench", Subnet = "all", Balancer = "lb", Set = "set", Image = "idle";

    /// <summary>Of machines that wait, and take no process.</summary>
    public const string Attached = "attached";

    public const string Images = """{"images": [{"name": "idle", "command": "sleep", "arguments": ["infinity"]}]}""";

    public static string Networks => NetworksOf("10.9.0.0/24");

    /// <summary>For a thousand machines and VIPs.</summary>
    public static string LargeNetworks => NetworksOf("10.9.0.0/16");

    public static Deployment Deployment(string service, int machines, string image = Image) => new()
    {
        Name = service,
        DeploymentSlot = "Production",
        Label = service,
        VirtualNetworkName = Network,
        RoleList = [.. Enumerable.Range(1, machines).Select(i => Role(string.Create(CultureInfo.InvariantCulture, $"{service}{i}"), image: image))],
        LoadBalancers = [new LoadBalancer { Name = Balancer, FrontendIpConfiguration = new FrontendIpConfiguration { Type = "Private", SubnetName = Subnet } }],
    };

    /// <param name="isMember">Whether it has the endpoint of the set.</param>
    public static Role Role(string name, bool isMember = true, string image = Image) => new()
    {
        RoleName = name,
        RoleType = "PersistentVMRole",
        RoleSize = "ExtraSmall",
        OSVirtualHardDisk = new OSVirtualHardDisk { SourceImageName = image },
        ConfigurationSets =
        [
            new ConfigurationSet
            {
                ConfigurationSetType = "NetworkConfiguration",
                SubnetNames = [Subnet],
                InputEndpoints = isMember ? [Endpoint()] : [],
            },
        ],
    };

    private static string NetworksOf(string prefix) =>
        $"""
        <NetworkConfiguration xmlns="http://schemas.microsoft.com/ServiceHosting/2011/07/NetworkConfiguration">
          <VirtualNetworkConfiguration><VirtualNetworkSites><VirtualNetworkSite name="bench" Location="West US">
            <AddressSpace><AddressPrefix>{prefix}</AddressPrefix></AddressSpace>
            <Subnets><Subnet name="all"><AddressPrefix>{prefix}</AddressPrefix></Subnet></Subnets>
          </VirtualNetworkSite></VirtualNetworkSites></VirtualNetworkConfiguration>
        </NetworkConfiguration>
        """;

    /// <summary>Its probe is judged down by one failure, and the real ones come too seldom to meddle.</summary>
    private static InputEndpoint Endpoint() => new()
    {
        Name = "ep",
        LoadBalancedEndpointSetName = Set,
        Protocol = "tcp",
        Port = 80,
        LocalPort = 80,
        LoadBalancerName = Balancer,
        LoadBalancerProbe = new LoadBalancerProbe { Protocol = "tcp", Port = 80, IntervalInSeconds = 300, TimeoutInSeconds = 300 },
    };
}
