using AwesomeAssertions;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>Answers have the elements of those that were recorded of the classic service, in the same order: clients of other makers may count on it.</summary>
public sealed class RecordedOrderTests
{
    private const string Detailed = TestService.MyWebsite + "?embed-detail=true";

    /// <summary>Path, element, names of its children. A name in brackets is not in the recording: what is ilb's own, or what the recorded machine had none of.</summary>
    public static TheoryData<string, string, string> Recorded => new()
    {
        { Detailed, "HostedService", "Url ServiceName HostedServiceProperties Deployments ComputeCapabilities" },
        { Detailed, "HostedServiceProperties", "Location Label Status DateCreated DateLastModified ExtendedProperties" },
        { Detailed, "ComputeCapabilities", "WebWorkerRoleSizes VirtualMachinesRoleSizes" },
        { TestService.MyDeployment, "Deployment",
            "Name DeploymentSlot PrivateID Status Label Url Configuration RoleInstanceList UpgradeDomainCount RoleList SdkVersion Locked RollbackAllowed "
            + "VirtualNetworkName CreatedTime LastModifiedTime ExtendedProperties VirtualIPs InternalDnsSuffix LoadBalancers VirtualNetworkId" },
        { TestService.MyDeployment, "RoleInstance",
            "RoleName InstanceName InstanceStatus InstanceUpgradeDomain InstanceFaultDomain InstanceSize InstanceStateDetails IpAddress InstanceEndpoints PowerState HostName" },
        { TestService.MyDeployment, "InstanceEndpoint", "Name Vip PublicPort LocalPort Protocol (IdleTimeoutInMinutes)" },
        { TestService.MyDeployment, "Role", "RoleName OsVersion RoleType ConfigurationSets DataVirtualHardDisks OSVirtualHardDisk RoleSize ProvisionGuestAgent" },
        { TestService.MyDeployment, "ConfigurationSet", "ConfigurationSetType InputEndpoints SubnetNames" },
        { TestService.MyDeployment, "InputEndpoint",
            "LoadBalancedEndpointSetName LocalPort Name Port LoadBalancerProbe Protocol Vip EnableDirectServerReturn (LoadBalancerName) (IdleTimeoutInMinutes) (LoadBalancerDistribution)" },
        { TestService.MyDeployment, "LoadBalancerProbe", "Port Protocol IntervalInSeconds TimeoutInSeconds" },
        { TestService.MyDeployment, "VirtualIP", "Address IsDnsProgrammed Name" },
        { TestService.MyDeployment, "LoadBalancer", "Name FrontendIpConfiguration" },
        { TestService.MyDeployment + "/roles/web1", "PersistentVMRole",
            "RoleName OsVersion RoleType ConfigurationSets DataVirtualHardDisks OSVirtualHardDisk RoleSize ProvisionGuestAgent" },
        { "services/networking/virtualnetwork", "VirtualNetworkSite", "Name Id State (InUse) AddressSpace Subnets (Dns) Location" },
    };

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Elements_come_in_the_recorded_order(string path, string element, string children)
    {
        var service = await Balanced.GetAsync();
        var found = (await service.GetAsync(path)).Xml.DescendantsAndSelf(Answer.Classic + element).First();
        found.Elements().Select(child => child.Name.LocalName).Should().Equal(children.Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal).Split(' '));
    }

    [Fact]
    public async Task Operations_come_in_the_recorded_order_too()
    {
        await using var service = await TestService.StartWithMachinesAsync();
        service.Agent.Broken.Add("web1");
        string[] failed = [.. (await EndedAsync(service, HttpMethod.Post, $"{TestService.MyDeployment}/roleinstances/web1/operations", Requests.Operation("RestartRoleOperation")))];
        failed.Should().Equal("ID", "Status", "HttpStatusCode", "Error");
        string[] succeeded = [.. (await EndedAsync(service, HttpMethod.Delete, TestService.MyDeployment, null))];
        succeeded.Should().Equal("ID", "Status", "HttpStatusCode");
    }

    [Fact]
    public async Task The_public_address_has_the_name_that_it_had()
    {
        await using var service = await TestService.StartWithMachinesAsync();
        await service.AddEndpointAsync("web1", new Ilb.Contracts.InputEndpoint { Name = "web", LocalPort = 80, Port = 80, Protocol = "tcp" });
        (await service.GetAsync(TestService.MyDeployment)).As<Ilb.Contracts.Deployment>().VirtualIPs!.Single().Name.Should().Be("MyWebsite1ContractContract");
    }

    private static async Task<IEnumerable<string>> EndedAsync(TestService service, HttpMethod method, string path, string? body)
    {
        var id = (await service.SendAsync(method, path, body)).RequestId;
        await service.EndOfAsync(id);
        return (await service.GetAsync($"operations/{id}")).Xml.Elements().Select(child => child.Name.LocalName);
    }
}
