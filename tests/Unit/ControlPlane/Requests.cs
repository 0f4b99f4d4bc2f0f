using Ilb.Contracts;

namespace Ilb.Unit.ControlPlane;

/// <summary>The documents of the announcement's virtual-network scenario.</summary>
internal static class Requests
{
    public const string Password = "Secret!Pass-4711";

    public const string Network = """
        <?xml version="1.0" encoding="utf-8"?>
        <NetworkConfiguration xmlns="http://schemas.microsoft.com/ServiceHosting/2011/07/NetworkConfiguration">
          <VirtualNetworkConfiguration>
            <Dns><DnsServers><DnsServer name="dns1" IPAddress="10.1.1.4"/></DnsServers></Dns>
            <VirtualNetworkSites>
              <VirtualNetworkSite name="VNetUSWest" Location="West US">
                <AddressSpace><AddressPrefix>10.1.0.0/16</AddressPrefix></AddressSpace>
                <Subnets><Subnet name="FrontEndSubnet"><AddressPrefix>10.1.0.0/24</AddressPrefix></Subnet></Subnets>
                <DnsServersRef><DnsServerRef name="dns1"/></DnsServersRef>
              </VirtualNetworkSite>
            </VirtualNetworkSites>
          </VirtualNetworkConfiguration>
        </NetworkConfiguration>
        """;

    /// <summary>The same network with a gateway subnet and two sites that its gateway connects to.</summary>
    public const string ConnectedNetwork = """
        <?xml version="1.0" encoding="utf-8"?>
        <NetworkConfiguration xmlns="http://schemas.microsoft.com/ServiceHosting/2011/07/NetworkConfiguration">
          <VirtualNetworkConfiguration>
            <Dns><DnsServers><DnsServer name="dns1" IPAddress="10.1.1.4"/></DnsServers></Dns>
            <LocalNetworkSites>
              <LocalNetworkSite name="hq">
                <AddressSpace><AddressPrefix>192.168.0.0/16</AddressPrefix><AddressPrefix>172.16.0.0/12</AddressPrefix></AddressSpace>
                <VPNGatewayAddress>198.51.100.1</VPNGatewayAddress>
              </LocalNetworkSite>
              <LocalNetworkSite name="branch office">
                <AddressSpace><AddressPrefix>10.9.0.0/24</AddressPrefix></AddressSpace>
              </LocalNetworkSite>
            </LocalNetworkSites>
            <VirtualNetworkSites>
              <VirtualNetworkSite name="VNetUSWest" Location="West US">
                <AddressSpace><AddressPrefix>10.1.0.0/16</AddressPrefix></AddressSpace>
                <Subnets>
                  <Subnet name="FrontEndSubnet"><AddressPrefix>10.1.0.0/24</AddressPrefix></Subnet>
                  <Subnet name="GatewaySubnet"><AddressPrefix>10.1.255.0/29</AddressPrefix></Subnet>
                </Subnets>
                <DnsServersRef><DnsServerRef name="dns1"/></DnsServersRef>
                <Gateway profile="Small">
                  <VPNClientAddressPool/>
                  <ConnectionsToLocalNetwork>
                    <LocalNetworkSiteRef name="hq"><Connection type="IPsec"/></LocalNetworkSiteRef>
                    <LocalNetworkSiteRef name="branch office"><Connection type="IPsec"/></LocalNetworkSiteRef>
                  </ConnectionsToLocalNetwork>
                </Gateway>
              </VirtualNetworkSite>
            </VirtualNetworkSites>
          </VirtualNetworkConfiguration>
        </NetworkConfiguration>
        """;

    /// <summary>The same, its sites reach each other where <paramref name="word"/> is true.</summary>
    public static string TransitNetwork(string word) =>
        ConnectedNetwork.Replace("<Gateway profile", $"<Gateway transit=\"{word}\" profile", StringComparison.Ordinal);

    /// <summary>The networks hub and spoke; "hub>spoke": hub says that both are joined.</summary>
    public static string Joined(params string[] said) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <NetworkConfiguration xmlns="http://schemas.microsoft.com/ServiceHosting/2011/07/NetworkConfiguration">
          <VirtualNetworkConfiguration>
            <VirtualNetworkSites>{Joined("hub", "10.1.0.0/16", said)}{Joined("spoke", "10.2.0.0/16", said)}</VirtualNetworkSites>
          </VirtualNetworkConfiguration>
        </NetworkConfiguration>
        """;

    public static string Service(string name = "MyWebsite1", string? location = "West US") =>
        XmlDocuments.ToText(new CreateHostedService { ServiceName = name, Label = name, Location = location });

    public static string Deployment(string name = "MyWebsite1", params string[] machines) => $"""
        <Deployment xmlns="http://schemas.microsoft.com/windowsazure" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">
          <Name>{name}</Name><DeploymentSlot>Production</DeploymentSlot><Label>label</Label>
          <RoleList>{string.Concat(machines.Select(machine => Machine("Role", machine)))}</RoleList>
          <VirtualNetworkName>VNetUSWest</VirtualNetworkName>
        </Deployment>
        """;

    public static string Role(string name) => Machine("PersistentVMRole xmlns=\"http://schemas.microsoft.com/windowsazure\"", name);

    public static string LoadBalancer(string name = "MyILB", string? address = null, bool? loopback = null) => XmlDocuments.ToText(new LoadBalancer
    {
        AllowLoopback = loopback,
        Name = name,
        FrontendIpConfiguration = new FrontendIpConfiguration
        {
            Type = "Private",
            SubnetName = "FrontEndSubnet",
            StaticVirtualNetworkIPAddress = address,
        },
    });

    public static string Operation(string type, string? afterwards = null) =>
        XmlDocuments.ToText(new RoleOperation { OperationType = type, PostShutdownAction = afterwards });

    public static InputEndpoint Endpoint() => new()
    {
        LoadBalancedEndpointSetName = "intwebeplb",
        LocalPort = 100,
        Name = "intwebep",
        Port = 100,
        LoadBalancerProbe = new LoadBalancerProbe { Port = 100, Protocol = "tcp", IntervalInSeconds = 10 },
        Protocol = "tcp",
        LoadBalancerName = "MyILB",
    };

    /// <summary>The set of <see cref="Endpoint"/> with a floating IP, all else as it is.</summary>
    public static string DirectServerReturn() => XmlDocuments.ToText(new LoadBalancedEndpointList
    {
        InputEndpoints = [new InputEndpoint { LoadBalancedEndpointSetName = "intwebeplb", EnableDirectServerReturn = true }],
    });

    private static string Joined(string network, string prefix, string[] said) => $"""
        <VirtualNetworkSite name="{network}" Location="West US">
          <AddressSpace><AddressPrefix>{prefix}</AddressPrefix></AddressSpace>
          <Subnets/>
          <Peerings>{string.Concat(said.Where(s => s.StartsWith(network, StringComparison.Ordinal)).Select(s => $"<VirtualNetworkSiteRef name=\"{s.Split('>')[1]}\"/>"))}</Peerings>
        </VirtualNetworkSite>
        """;

    private static string Machine(string root, string name) => $"""
        <{root}>
          <RoleName>{name}</RoleName><RoleType>PersistentVMRole</RoleType>
          <ConfigurationSets>
            <ConfigurationSet><ConfigurationSetType>WindowsProvisioningConfiguration</ConfigurationSetType>
              <ComputerName>{name}</ComputerName><AdminPassword>{Password}</AdminPassword><AdminUsername>admin1</AdminUsername>
            </ConfigurationSet>
            <ConfigurationSet><ConfigurationSetType>NetworkConfiguration</ConfigurationSetType>
              <InputEndpoints/><SubnetNames><SubnetName>FrontEndSubnet</SubnetName></SubnetNames>
            </ConfigurationSet>
          </ConfigurationSets>
          <OSVirtualHardDisk><SourceImageName>ilb-responder</SourceImageName></OSVirtualHardDisk>
          <RoleSize>Small</RoleSize>
        </{root.Split(' ')[0]}>
        """;
}
