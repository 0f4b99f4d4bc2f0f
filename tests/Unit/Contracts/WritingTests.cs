using System.Reflection;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using AwesomeAssertions;
using CsCheck;
using Ilb.Contracts;
using Xunit;

namespace Ilb.Unit.Contracts;

public sealed class WritingTests
{
    /// <summary>Every type that stands at the root of a document, but for those of packages and those whose root is what they hold.</summary>
    public static TheoryData<Type> Documents => new(typeof(ServiceError), typeof(Operation), typeof(Subscription), typeof(LocationList),
        typeof(AffinityGroupList), typeof(AffinityGroup), typeof(CreateAffinityGroup), typeof(UpdateAffinityGroup), typeof(NetworkConfiguration),
        typeof(VirtualNetworkSiteList), typeof(AddressAvailability), typeof(HostedServiceList), typeof(HostedService), typeof(CreateHostedService),
        typeof(UpdateHostedService), typeof(AvailabilityResponse), typeof(Deployment), typeof(Role), typeof(LoadBalancer),
        typeof(CreatePackageDeployment), typeof(ChangeConfiguration), typeof(UpgradeDeployment), typeof(UpdateDeploymentStatus),
        typeof(Gateway), typeof(CreateGateway), typeof(UpdateGateway), typeof(GatewayOperationAccepted), typeof(GatewayOperation),
        typeof(GatewayConnectionList), typeof(UpdateConnection), typeof(SharedKey), typeof(ResetSharedKey), typeof(IpsecParameters),
        typeof(LoadBalancedEndpointList), typeof(OSImageList), typeof(OSImage), typeof(VMImageList), typeof(SubscriptionOperationCollection), typeof(SubscriptionCertificateList), typeof(SubscriptionCertificate));

    [Theory]
    [MemberData(nameof(Documents))]
    public void What_is_written_is_read_back_the_same_with_or_without_prefixes(Type document) =>
        typeof(WritingTests).GetMethod(nameof(RoundTrip), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(document).Invoke(null, null);

    [Fact]
    public void A_response_has_no_declaration_and_names_types_in_recorded_order() =>
        XmlDocuments.ToText(new Deployment
        {
            Name = "web",
            RoleList = [new Role { RoleName = "web1", RoleType = "PersistentVMRole", ConfigurationSets = [new ConfigurationSet { ConfigurationSetType = "NetworkConfiguration", SubnetNames = [] }] }],
            LoadBalancers = [],
        }).Should().Be("""<Deployment xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.microsoft.com/windowsazure"><Name>web</Name><RoleList><Role i:type="PersistentVMRole"><RoleName>web1</RoleName><RoleType>PersistentVMRole</RoleType><ConfigurationSets><ConfigurationSet i:type="NetworkConfigurationSet"><ConfigurationSetType>NetworkConfiguration</ConfigurationSetType><SubnetNames /></ConfigurationSet></ConfigurationSets></Role></RoleList><LoadBalancers /></Deployment>""");

    [Theory]
    [InlineData("StartRoleOperation")]
    [InlineData("ShutdownRoleOperation")]
    [InlineData("RestartRoleOperation")]
    public void A_role_operation_has_its_name_as_root(string name) =>
        XmlDocuments.ToText(new RoleOperation { OperationType = name }).Should().StartWith("<" + name);

    [Fact]
    public void A_label_travels_as_base64_and_a_plain_one_is_understood()
    {
        XmlDocuments.ToText(new UpdateHostedService { Label = "höhe" }).Should().Contain("<Label>aMO2aGU=</Label>");
        XmlDocuments.DecodeLabel(XmlDocuments.EncodeLabel("höhe")).Should().Be("höhe");
        XmlDocuments.DecodeLabel("my site").Should().Be("my site");
    }

    [Fact]
    public void Any_text_is_read_by_the_platform_as_it_was_but_for_what_xml_cannot_say() =>
        Gen.OneOf(Gen.String, s_mixed, Long(s_mixed)).Sample(text =>
        {
            var sent = XDocument.Parse(XmlDocuments.ToText(new UpdateHostedService { Description = text }), LoadOptions.PreserveWhitespace);
            sent.Root!.Value.Should().Be(Sayable(text));
        });

    [Fact]
    public void So_is_any_attribute() =>
        Gen.OneOf(s_mixed, Long(s_mixed)).Sample(name =>
        {
            var sent = XDocument.Parse(XmlDocuments.ToText(Network(name)));
            sent.Descendants().Single(element => element.Name.LocalName == "VirtualNetworkSite").Attribute("name")!.Value.Should().Be(Sayable(name));
        });

    private static readonly Gen<string> s_mixed = Gen.String[Gen.Char["a<>&\"'\t\r\n\u0001é€\ud83d\ude00\uffff"], 0, 20];

    /// <summary>What is written in pieces of 4 KB may be cut anywhere.</summary>
    private static Gen<string> Long(Gen<string> end) => Gen.Select(Gen.Int[3800, 4100], end, (plain, text) => new string('a', plain) + text);

    private static NetworkConfiguration Network(string name) =>
        new() { VirtualNetworkConfiguration = new() { VirtualNetworkSites = [new() { Name = name, Location = "West US", AddressSpace = [] }] } };

    /// <summary>What no document of XML 1.0 can have gives way to U+FFFD.</summary>
    private static string Sayable(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\uFFFD"));

    private static void RoundTrip<T>() where T : class, new() =>
        AnyDocument.Of<T>().Sample(document =>
        {
            var written = XmlDocuments.ToBytes(document);
            foreach (var sent in new[] { written, Prefixed(written) })
            {
                using var stream = new MemoryStream(sent);
                XmlDocuments.Read<T>(stream).Should().BeEquivalentTo(document, o => o.PreferringRuntimeMemberTypes().WithStrictOrdering());
            }
        }, iter: 25);

    /// <summary>The same document as a client writes it whose elements all have a prefix (Namespaces in XML 1.0, 4).</summary>
    private static byte[] Prefixed(byte[] written)
    {
        var root = XDocument.Parse(Encoding.UTF8.GetString(written), LoadOptions.PreserveWhitespace).Root!;
        root.Attribute("xmlns")!.Remove();
        root.Add(new XAttribute(XNamespace.Xmlns + "w", root.Name.NamespaceName));
        var sent = new StringBuilder();
        using (var writer = XmlWriter.Create(sent, new XmlWriterSettings { OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.Entitize }))
            root.WriteTo(writer);
        sent.ToString().Should().StartWith($"<w:{root.Name.LocalName}").And.NotContain("xmlns=");
        return Encoding.UTF8.GetBytes(sent.ToString());
    }
}
