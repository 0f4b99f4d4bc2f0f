using System.Text;
using AwesomeAssertions;
using Ilb.Contracts;
using Xunit;

namespace Ilb.Unit.Contracts;

public sealed class ReadingTests
{
    private const string Open = "<Deployment xmlns='http://schemas.microsoft.com/windowsazure' xmlns:i='http://www.w3.org/2001/XMLSchema-instance'>";

    [Fact]
    public void A_deployment_as_clients_send_it_is_read()
    {
        var deployment = Read<Deployment>($"""
            <?xml version="1.0" encoding="utf-8" standalone="yes"?>
            {Open}<Name>web</Name><DeploymentSlot>Production</DeploymentSlot><Label>web</Label><RoleList>
              <Role i:type="PersistentVMRole"><RoleName>web1</RoleName><RoleType>PersistentVMRole</RoleType><ConfigurationSets>
                <ConfigurationSet><ConfigurationSetType>WindowsProvisioningConfiguration</ConfigurationSetType><ComputerName>web1</ComputerName>
                  <AdminPassword>P@ssw0rd</AdminPassword><StoredCertificateSettings/><AdminUsername>admin1</AdminUsername></ConfigurationSet>
                <ConfigurationSet><ConfigurationSetType>NetworkConfiguration</ConfigurationSetType>
                  <SubnetNames><SubnetName>FrontEndSubnet</SubnetName></SubnetNames><PublicIPs/><NetworkInterfaces/></ConfigurationSet>
              </ConfigurationSets><DataVirtualHardDisks/><OSVirtualHardDisk><SourceImageName>ilb-responder</SourceImageName></OSVirtualHardDisk>
              <RoleSize>Small</RoleSize></Role></RoleList><VirtualNetworkName>VNetUSWest</VirtualNetworkName>
              <LoadBalancers/></Deployment>
            """);

        var role = deployment.RoleList.Should().ContainSingle().Subject;
        role.OSVirtualHardDisk!.SourceImageName.Should().Be("ilb-responder");
        role.ConfigurationSets![1].SubnetNames.Should().Equal("FrontEndSubnet");
        deployment.LoadBalancers.Should().BeEmpty("it was given, though empty");
        deployment.Dns.Should().BeNull("it was not given");
    }

    [Fact]
    public void A_password_is_not_kept()
    {
        var role = Read<Role>("""
            <PersistentVMRole xmlns="http://schemas.microsoft.com/windowsazure"><RoleName>web1</RoleName><ConfigurationSets><ConfigurationSet>
            <ConfigurationSetType>LinuxProvisioningConfiguration</ConfigurationSetType><HostName>web1</HostName><UserName>u</UserName>
            <UserPassword>P@ssw0rd</UserPassword></ConfigurationSet></ConfigurationSets></PersistentVMRole>
            """);
        XmlDocuments.ToText(role).Should().NotContain("P@ssw0rd").And.Contain("<UserName>u</UserName>");
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var problems = Problems<Deployment>($"""
            {Open}<Bogus/><Label>x</Label><DeploymentSlot>Production</DeploymentSlot><Label>y</Label><RoleList><Role>
            <ConfigurationSets><ConfigurationSet><ConfigurationSetType>NetworkConfiguration</ConfigurationSetType><InputEndpoints><InputEndpoint>
            <LocalPort>http</LocalPort><EnableDirectServerReturn>maybe</EnableDirectServerReturn></InputEndpoint></InputEndpoints></ConfigurationSet>
            </ConfigurationSets></Role><Role><RoleName>b</RoleName></Role><Rule/></RoleList></Deployment>
            """);

        problems.Select(p => (p.Code, p.Path)).Should().BeEquivalentTo([
            (ProblemCodes.UnknownElement, "/Deployment/Bogus"),
            (ProblemCodes.ElementOutOfOrder, "/Deployment/DeploymentSlot"),
            (ProblemCodes.DuplicateElement, "/Deployment/Label"),
            (ProblemCodes.MissingElement, "/Deployment/Name"),
            (ProblemCodes.MissingElement, "/Deployment/RoleList/Role[1]/RoleName"),
            (ProblemCodes.InvalidNumber, "/Deployment/RoleList/Role[1]/ConfigurationSets/ConfigurationSet[1]/InputEndpoints/InputEndpoint[1]/LocalPort"),
            (ProblemCodes.InvalidBoolean,
                "/Deployment/RoleList/Role[1]/ConfigurationSets/ConfigurationSet[1]/InputEndpoints/InputEndpoint[1]/EnableDirectServerReturn"),
            (ProblemCodes.UnknownElement, "/Deployment/RoleList/Rule[3]"),
        ]);
    }

    [Theory]
    [InlineData("", ProblemCodes.MalformedXml)]
    [InlineData("<Deployment", ProblemCodes.MalformedXml)]
    [InlineData("{\"Name\":1}", ProblemCodes.MalformedXml)]
    [InlineData("<!DOCTYPE x [<!ENTITY a 'b'>]><Deployment>&a;</Deployment>", ProblemCodes.DtdNotAllowed)]
    [InlineData("<!DOCTYPE x SYSTEM 'file:///etc/passwd'><Deployment/>", ProblemCodes.DtdNotAllowed)]
    [InlineData("<Deployment/>", ProblemCodes.UnexpectedRoot)]
    [InlineData("<Bogus xmlns='http://schemas.microsoft.com/windowsazure'/>", ProblemCodes.UnexpectedRoot)]
    [InlineData(Open + "<Name>a</Name>text</Deployment>", ProblemCodes.UnexpectedText)]
    [InlineData(Open + "<Name>a<b/></Name></Deployment>", ProblemCodes.UnknownElement)]
    [InlineData(Open + "<Name xmlns=''>a</Name></Deployment>", ProblemCodes.UnknownElement)]
    [InlineData(Open + "<RoleList><x:Role xmlns:x='urn:other'><RoleName>a</RoleName></x:Role></RoleList></Deployment>", ProblemCodes.UnknownElement)]
    [InlineData(Open + "<Name kind='x'>a</Name><LoadBalancers kind='x'/></Deployment>", ProblemCodes.UnknownAttribute)]
    [InlineData(Open + "<Name>a</Name><CreatedTime>yesterday</CreatedTime></Deployment>", ProblemCodes.InvalidTime)]
    public void A_broken_document_has_a_code(string xml, string code) => Problems<Deployment>(xml).Should().Contain(p => p.Code == code);

    /// <summary>Which of the two is meant nobody knows: a start must not become a shutdown.</summary>
    [Fact]
    public void An_operation_whose_root_and_type_contradict_is_refused() =>
        Problems<RolesOperation>(
                "<StartRolesOperation xmlns='http://schemas.microsoft.com/windowsazure'><OperationType>ShutdownRolesOperation</OperationType><Roles><Name>web1</Name></Roles></StartRolesOperation>")
            .Should().ContainSingle(p => p.Code == ProblemCodes.UnexpectedRoot).Which.Message.Should().Contain("ShutdownRolesOperation");

    [Fact]
    public void What_is_required_is_not_there_when_it_is_nil() =>
        Problems<CreateAffinityGroup>(
                "<CreateAffinityGroup xmlns='http://schemas.microsoft.com/windowsazure' xmlns:i='http://www.w3.org/2001/XMLSchema-instance'>"
                + "<Name>a</Name><Label>YQ==</Label><Location i:nil='true'/></CreateAffinityGroup>")
            .Should().ContainSingle(p => p.Code == ProblemCodes.MissingElement);

    [Fact]
    public void A_label_must_be_base64() =>
        Problems<CreateHostedService>("<CreateHostedService xmlns='http://schemas.microsoft.com/windowsazure'><ServiceName>a</ServiceName><Label>!</Label></CreateHostedService>")
            .Should().ContainSingle().Which.Should().Match<ReadProblem>(p => p.Code == ProblemCodes.InvalidBase64 && p.Path == "/CreateHostedService/Label");

    [Fact]
    public void A_deep_document_is_refused() =>
        Problems<Deployment>(string.Concat(Enumerable.Repeat("<a>", 10_000))).Should().ContainSingle(p => p.Code == ProblemCodes.TooDeep);

    [Fact]
    public void A_large_document_is_refused_without_reading_it_whole()
    {
        var text = Open + "<Name>" + new string('a', 2 << 20);
        var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var read = () => XmlDocuments.Read<Deployment>(stream);
        read.Should().Throw<ContractException>().Which.Problems.Should().ContainSingle(p => p.Code == ProblemCodes.TooLarge);
        stream.Position.Should().BeLessThan(stream.Length);
    }

    [Fact]
    public void A_document_with_ten_thousand_mistakes_gets_a_short_answer() =>
        Problems<Deployment>(Open + string.Concat(Enumerable.Repeat("<a/>", 10_000)) + "</Deployment>").Should().HaveCountLessThanOrEqualTo(50);

    [Theory]
    [InlineData("EndpointAcl")]
    [InlineData("EndpointACL")]
    public void The_access_list_may_be_spelled_both_ways_and_come_before_or_after_the_load_balancer(string name)
    {
        var acl = $"<{name}><Rules><Rule><Order>1</Order><Action>permit</Action><RemoteSubnet>10.0.0.0/8</RemoteSubnet></Rule></Rules></{name}>";
        const string lb = "<LoadBalancerName>MyILB</LoadBalancerName>";
        foreach (var inner in new[] { acl + lb, lb + acl })
        {
            var list = Read<LoadBalancedEndpointList>(
                $"<LoadBalancedEndpointList xmlns='http://schemas.microsoft.com/windowsazure'><InputEndpoint>{inner}</InputEndpoint></LoadBalancedEndpointList>");
            list.InputEndpoints[0].EndpointAcl!.Rules![0].Order.Should().Be(1);
            list.InputEndpoints[0].LoadBalancerName.Should().Be("MyILB");
        }
    }

    [Fact]
    public void An_empty_set_update_is_read() =>
        Read<LoadBalancedEndpointList>("<LoadBalancedEndpointList xmlns='http://schemas.microsoft.com/windowsazure'/>").InputEndpoints.Should().BeEmpty();

    [Fact]
    public void A_nil_element_is_absent() =>
        Read<Deployment>(Open + "<Name>a</Name><Label i:nil='true'/><UpgradeDomainCount i:nil='true'/></Deployment>").Label.Should().BeNull();

    [Fact]
    public void A_document_with_prefixes_is_the_same_document() => Read<LoadBalancer>(
        "<w:LoadBalancer xmlns:w='http://schemas.microsoft.com/windowsazure' xmlns:x='http://www.w3.org/2001/XMLSchema-instance'><w:Name>a</w:Name>"
        + "<w:FrontendIpConfiguration><w:Type>Private</w:Type><w:SubnetName x:nil='true'/></w:FrontendIpConfiguration></w:LoadBalancer>")
        .FrontendIpConfiguration.Should().BeEquivalentTo(new FrontendIpConfiguration { Type = "Private" });

    [Fact]
    public void An_answer_may_hold_more_than_we_know_in_any_order()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Open + "<New>1</New><Label>x</Label><Name>a</Name></Deployment>"));
        XmlDocuments.ReadAnswer<Deployment>(stream).Name.Should().Be("a");
    }

    [Fact]
    public void A_network_configuration_is_read_and_its_names_are_required()
    {
        const string ns = "http://schemas.microsoft.com/ServiceHosting/2011/07/NetworkConfiguration";
        const string site = """
            <VirtualNetworkSites><VirtualNetworkSite name="a" Location="West US"><Subnets><Subnet name="s"><AddressPrefix>10.0.0.0/24</AddressPrefix></Subnet></Subnets>
            <AddressSpace><AddressPrefix>10.0.0.0/16</AddressPrefix></AddressSpace></VirtualNetworkSite></VirtualNetworkSites>
            """;
        var configuration = Read<NetworkConfiguration>($"""
            <NetworkConfiguration xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns="{ns}"><VirtualNetworkConfiguration>{site}
            <Dns><DnsServers><DnsServer name="d" IPAddress="10.1.1.4"/></DnsServers></Dns></VirtualNetworkConfiguration></NetworkConfiguration>
            """).VirtualNetworkConfiguration!;
        configuration.Dns!.DnsServers![0].Address.Should().Be("10.1.1.4");
        configuration.VirtualNetworkSites![0].Subnets![0].AddressPrefix.Should().Be("10.0.0.0/24");

        Problems<NetworkConfiguration>($"""
            <NetworkConfiguration xmlns="{ns}"><VirtualNetworkConfiguration>{site.Replace("name=\"a\"", "", StringComparison.Ordinal)}</VirtualNetworkConfiguration></NetworkConfiguration>
            """).Should().ContainSingle(p => p.Code == ProblemCodes.MissingAttribute)
            .Which.Path.Should().Be("/NetworkConfiguration/VirtualNetworkConfiguration/VirtualNetworkSites/VirtualNetworkSite[1]");
    }

    private static T Read<T>(string xml) where T : class, new()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml.Trim()));
        return XmlDocuments.Read<T>(stream);
    }

    private static IReadOnlyList<ReadProblem> Problems<T>(string xml) where T : class, new() =>
        FluentActions.Invoking(() => Read<T>(xml)).Should().Throw<ContractException>().Which.Problems;
}
