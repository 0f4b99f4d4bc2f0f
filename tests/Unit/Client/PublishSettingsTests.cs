using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AwesomeAssertions;
using Ilb.Client;
using Xunit;

namespace Ilb.Unit.Client;

public sealed class PublishSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ilb-settings-").FullName;
    private readonly X509Certificate2 _certificate = Certificate();

    [Fact]
    public void Schema_2_has_address_and_certificate_on_each_subscription()
    {
        var read = Read($"""
            <PublishData><PublishProfile SchemaVersion="2.0" PublishMethod="AzureServiceManagementAPI">
            <Subscription ServiceManagementUrl="https://a:1" Id="1" Name="one" ManagementCertificate="{Pkcs12}"/>
            <Subscription ServiceManagementUrl="https://b:2" Id="2" Name="two" ManagementCertificate="{Pkcs12}"/></PublishProfile></PublishData>
            """);
        read.Select(s => (s.SubscriptionId, s.SubscriptionName, s.ServiceEndpoint.Host)).Should().Equal(("1", "one", "a"), ("2", "two", "b"));
        read[0].Certificate.HasPrivateKey.Should().BeTrue();
    }

    [Fact]
    public void Schema_1_has_them_on_the_profile() =>
        Read($"""
            <PublishData><PublishProfile PublishMethod="AzureServiceManagementAPI" Url="https://a:1" ManagementCertificate="{Pkcs12}">
            <Subscription Id="1" Name="one"/></PublishProfile></PublishData>
            """).Single().ServiceEndpoint.Should().Be(new Uri("https://a:1"));

    [Fact]
    public void The_servers_certificate_lies_beside_the_file_or_in_it()
    {
        File.WriteAllText(Path.Combine(_folder, "server.crt"), _certificate.ExportCertificatePem() + "\n" + _certificate.ExportCertificatePem());
        Read(One("")).Single().ServerCertificates.Should().HaveCount(2);
        Read(One($"ServerCertificate=\"{Convert.ToBase64String(_certificate.RawData)}\"")).Single().ServerCertificates.Single().Thumbprint
            .Should().Be(_certificate.Thumbprint);
    }

    [Theory]
    [InlineData("", "*")]
    [InlineData("<PublishData/>", "*it names no subscription.")]
    [InlineData("<PublishData><PublishProfile><Subscription Id=\"1\"/></PublishProfile></PublishData>", "*ServiceManagementUrl.")]
    [InlineData("<PublishData><PublishProfile><Subscription Id=\"1\" ServiceManagementUrl=\"http://a\" ManagementCertificate=\"\"/></PublishProfile></PublishData>", "*https address.")]
    [InlineData("<PublishData><PublishProfile><Subscription Id=\"1\" ServiceManagementUrl=\"https://a\" ManagementCertificate=\"AAAA\"/></PublishProfile></PublishData>", "*")]
    [InlineData("<!DOCTYPE x [<!ENTITY a 'b'>]><PublishData>&a;</PublishData>", "*DTD*")]
    public void A_file_that_cannot_be_used_says_why(string xml, string message) =>
        FluentActions.Invoking(() => Read(xml)).Should().Throw<PublishSettingsException>().WithMessage(message);

    public void Dispose()
    {
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Pkcs12 => Convert.ToBase64String(_certificate.Export(X509ContentType.Pkcs12));

    private string One(string attribute) =>
        $"<PublishData><PublishProfile><Subscription Id=\"1\" ServiceManagementUrl=\"https://a\" ManagementCertificate=\"{Pkcs12}\" {attribute}/></PublishProfile></PublishData>";

    private IReadOnlyList<AzureSubscription> Read(string xml)
    {
        var path = Path.Combine(_folder, "x.publishsettings");
        File.WriteAllText(path, xml);
        return PublishSettings.Read(path);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
