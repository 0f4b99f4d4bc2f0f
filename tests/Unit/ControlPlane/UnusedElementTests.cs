using System.Net;
using AwesomeAssertions;
using Ilb.Contracts;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>What classic clients may send and ilb makes no use of is accepted, and the operation says so.</summary>
public sealed class UnusedElementTests
{
    public static TheoryData<string, string, string> OfMachines => new()
    {
        { "</SubnetNames>", "<PublicIPs><PublicIP><Name>p</Name></PublicIP></PublicIPs>", "web9: PublicIPs was accepted, not used." },
        { "</SubnetNames>", "<NetworkInterfaces><NetworkInterface><Name>n</Name></NetworkInterface></NetworkInterfaces>", "web9: NetworkInterfaces was accepted, not used." },
        { "</SubnetNames>", "<NetworkSecurityGroup>g</NetworkSecurityGroup>", "web9: NetworkSecurityGroup was accepted, not used." },
        { "</SubnetNames>", "<IPForwarding>Enabled</IPForwarding>", "web9: IPForwarding was accepted, not used." },
        { "</ConfigurationSets>", "<ResourceExtensionReferences><ResourceExtensionReference><Name>e</Name></ResourceExtensionReference></ResourceExtensionReferences>",
            "web9: ResourceExtensionReferences was accepted, not used." },
        { "</ConfigurationSets>", "<DataVirtualHardDisks><DataVirtualHardDisk><Lun>0</Lun></DataVirtualHardDisk></DataVirtualHardDisks>", "web9: DataVirtualHardDisks was accepted, not used." },
        { "<InputEndpoints>", "<InputEndpoint><LocalPort>80</LocalPort><Name>web</Name><Port>80</Port><Protocol>tcp</Protocol><VirtualIPName>v</VirtualIPName></InputEndpoint>",
            "web9/web: VirtualIPName was accepted, not used." },
    };

    [Theory]
    [MemberData(nameof(OfMachines))]
    public async Task What_a_machine_does_not_get_is_noted(string after, string element, string note)
    {
        await using var service = await TestService.StartWithMachinesAsync();
        var document = Requests.Role("web9").Replace("<InputEndpoints/>", "<InputEndpoints></InputEndpoints>", StringComparison.Ordinal);
        var added = await service.SendAsync(HttpMethod.Post, $"{TestService.MyDeployment}/roles", document.Replace(after, after + element, StringComparison.Ordinal));
        added.Outcome.Should().Be("202", added.Body);
        (await service.EndOfAsync(added.RequestId)).Notes.Should().Contain(note);
    }

    [Fact]
    public async Task What_asks_for_nothing_is_not_noted()
    {
        await using var service = await TestService.StartWithMachinesAsync();
        var document = Requests.Role("web9")
            .Replace("</SubnetNames>", "</SubnetNames><PublicIPs/><NetworkInterfaces></NetworkInterfaces>", StringComparison.Ordinal)
            .Replace("</ConfigurationSets>", "</ConfigurationSets><ResourceExtensionReferences/><DataVirtualHardDisks/>", StringComparison.Ordinal);
        var added = await service.MustAsync(HttpMethod.Post, $"{TestService.MyDeployment}/roles", document);
        added.Notes.Should().Equal("web9: the WindowsProvisioningConfiguration was accepted, not used.");
    }

    [Fact]
    public async Task What_a_set_a_deployment_or_a_cloud_service_does_not_get_is_noted_too()
    {
        await using var service = await TestService.StartBalancedAsync();
        var set = XmlDocuments.ToText(new LoadBalancedEndpointList { InputEndpoints = [new InputEndpoint { LoadBalancedEndpointSetName = "intwebeplb", VirtualIPName = "v" }] });
        (await service.MustAsync(HttpMethod.Post, $"{TestService.MyDeployment}?comp=UpdateLbSet", set)).Notes
            .Should().Contain("intwebeplb: VirtualIPName was accepted, not used.");

        List<ExtendedProperty> properties = [new() { Name = "n", Value = "v" }];
        var made = await service.SendAsync(HttpMethod.Post, "services/hostedservices", XmlDocuments.ToText(
            new CreateHostedService { ServiceName = "noted", Label = "l", Location = "West US", ExtendedProperties = properties, ReverseDnsFqdn = "a.b." }));
        made.Status.Should().Be(HttpStatusCode.Created);
        (await service.EndOfAsync(made.RequestId)).Notes.Should().Equal("noted: ExtendedProperties was accepted, not used.", "noted: ReverseDnsFqdn was accepted, not used.");
        var changed = await service.SendAsync(HttpMethod.Put, "services/hostedservices/noted", XmlDocuments.ToText(new UpdateHostedService { Label = "m", ReverseDnsFqdn = "a.b." }));
        changed.Status.Should().Be(HttpStatusCode.OK);
        (await service.EndOfAsync(changed.RequestId)).Notes.Should().Equal("noted: ReverseDnsFqdn was accepted, not used.");

        var deployment = Requests.Deployment("noted", "web8").Replace(
            "</VirtualNetworkName>", "</VirtualNetworkName><ExtendedProperties><ExtendedProperty><Name>n</Name><Value>v</Value></ExtendedProperty></ExtendedProperties>", StringComparison.Ordinal);
        (await service.MustAsync(HttpMethod.Post, "services/hostedservices/noted/deployments", deployment)).Notes
            .Should().Contain("The deployment: ExtendedProperties was accepted, not used.");
    }
}
