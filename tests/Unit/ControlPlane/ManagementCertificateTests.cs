using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.ControlPlane.Audit;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>The certificates of a subscription over the classic API.</summary>
public sealed class ManagementCertificateTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private TestService _service = null!;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(options => options with { Clock = _clock });

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_certificate_is_added_listed_and_told_of_as_the_classic_contract_has_it()
    {
        using var another = TestCertificate.Of("CN=deploy");
        (await AddAsync(another)).Outcome.Should().Be("200");
        var list = await _service.GetAsync("certificates");
        list.Xml.Name.Should().Be(Answer.Classic + "SubscriptionCertificates");
        list.Xml.Elements().Last().Elements().Select(element => element.Name.LocalName).Should().Equal(
            "SubscriptionCertificatePublicKey", "SubscriptionCertificateThumbprint", "SubscriptionCertificateData", "Created");
        list.As<SubscriptionCertificateList>().Certificates.Select(one => one.SubscriptionCertificateThumbprint)
            .Should().Equal(_service.ManagementCertificate.Thumbprint, another.Thumbprint);

        var told = (await _service.GetAsync($"certificates/{another.Thumbprint.ToLowerInvariant()}")).As<SubscriptionCertificate>();
        told.SubscriptionCertificateData.Should().Be(Convert.ToBase64String(another.RawData));
        told.SubscriptionCertificatePublicKey.Should().Be(Convert.ToBase64String(another.GetPublicKey()));
        told.Created.Should().BeCloseTo(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        (await AskAsync(another)).Outcome.Should().Be("200");
        (await AddAsync(another)).Outcome.Should().Be("409 ConflictError");
    }

    [Fact]
    public async Task A_certificate_that_was_removed_opens_nothing_and_does_not_exist()
    {
        using var another = TestCertificate.Of("CN=deploy");
        await AddAsync(another);
        (await RemoveAsync(another)).Outcome.Should().Be("200");
        (await AskAsync(another)).Outcome.Should().Be("403 AuthenticationFailed");
        (await RemoveAsync(another)).Outcome.Should().Be("404 ResourceNotFound");
        (await _service.GetAsync($"certificates/{another.Thumbprint}")).Outcome.Should().Be("404 ResourceNotFound");
        (await RemoveAsync(_service.ManagementCertificate)).Outcome.Should().Be("409 ConflictError", "nobody could come in any more");
        (await _service.GetAsync("certificates")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_certificate_that_was_removed_is_refused_at_once_on_a_connection_that_is_open()
    {
        using var another = TestCertificate.Of("CN=deploy");
        await AddAsync(another);
        await using var open = await OpenAsync(another);

        (await AskAsync(open)).Should().Be("HTTP/1.1 200 OK");
        (await AskAsync(open)).Should().Be("HTTP/1.1 200 OK");
        await RemoveAsync(another);
        (await AskAsync(open)).Should().Be("HTTP/1.1 403 Forbidden");
        await AddAsync(another);
        (await AskAsync(open)).Should().Be("HTTP/1.1 200 OK", "it is the same connection");
    }

    [Fact]
    public async Task A_certificate_that_ends_is_refused_from_then_on_on_a_connection_that_is_open()
    {
        using var another = TestCertificate.Of("CN=deploy", to: 1);
        await AddAsync(another);
        await using var open = await OpenAsync(another);
        (await AskAsync(open)).Should().Be("HTTP/1.1 200 OK");
        _clock.SetUtcNow(new DateTimeOffset(another.NotAfter).AddSeconds(-1));
        (await AskAsync(open)).Should().Be("HTTP/1.1 200 OK");
        _clock.SetUtcNow(new DateTimeOffset(another.NotAfter).AddSeconds(1));
        (await AskAsync(open)).Should().Be("HTTP/1.1 403 Forbidden");
    }

    [Fact]
    public async Task Of_two_who_remove_each_other_one_stays()
    {
        using var another = TestCertificate.Of("CN=deploy");
        await AddAsync(another);
        var client = _service.NewClient(another);
        var outcomes = await Task.WhenAll(
            RemoveAsync(another),
            TestService.SendAsync(client, HttpMethod.Delete, $"{_service.Subscription}/certificates/{_service.ManagementCertificate.Thumbprint}"));
        outcomes.Select(answer => answer.Outcome).Should().ContainSingle(outcome => outcome == "200");
        new[] { (await AskAsync(another)).Outcome, (await AskAsync(_service.ManagementCertificate)).Outcome }.Should().BeEquivalentTo("200", "403 AuthenticationFailed");
    }

    [Theory]
    [InlineData("nothing", "*SubscriptionCertificateData: it is no base64 of a certificate*")]
    [InlineData("no base64", "*it is no base64 of a certificate*")]
    [InlineData("no certificate", "*it is no X.509 certificate*")]
    [InlineData("a picture", "*it has more than 16384 bytes*")]
    [InlineData("with its key, PKCS#12", "*it has a private key*")]
    [InlineData("with its key, PEM", "*it has a private key*")]
    [InlineData("ended", "*it ended at 20*")]
    [InlineData("short key", "*its key has 1024 bits; 2048 are needed*")]
    [InlineData("another thumbprint", "*SubscriptionCertificateThumbprint*is not that of the certificate*")]
    [InlineData("another key", "*SubscriptionCertificatePublicKey*is not that of the certificate*")]
    public async Task What_is_no_certificate_for_a_subscription_is_refused_and_not_kept(string what, string message)
    {
        using var certificate = TestCertificate.Of("CN=deploy", -2, what == "ended" ? -1 : 1, what == "short key" ? 1024 : 2048);
        var bytes = what switch
        {
            "no certificate" => "hello"u8.ToArray(),
            "a picture" => new byte[20_000],
            "with its key, PKCS#12" => certificate.Export(X509ContentType.Pkcs12),
            "with its key, PEM" => Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n" + certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()),
            _ => certificate.RawData,
        };
        var answer = await _service.SendAsync(HttpMethod.Post, "certificates", XmlDocuments.ToText(new SubscriptionCertificate
        {
            SubscriptionCertificatePublicKey = Convert.ToBase64String(what == "another key" ? "key"u8.ToArray() : certificate.GetPublicKey()),
            SubscriptionCertificateThumbprint = what == "another thumbprint" ? _service.ManagementCertificate.Thumbprint : certificate.Thumbprint,
            SubscriptionCertificateData = what switch
            {
                "nothing" => null,
                "no base64" => "§",
                _ => Convert.ToBase64String(bytes),
            },
        }));
        answer.Outcome.Should().Be("400 BadRequest");
        answer.Message.Should().Match(message);
        (await _service.GetAsync("certificates")).As<SubscriptionCertificateList>().Certificates.Should().ContainSingle();
        File.ReadAllText(Directory.GetFiles(_service.Host.Folder.PathOf("audit")).Single()).Should().NotContain(Convert.ToBase64String(bytes)[..Math.Min(20, bytes.Length)]);
    }

    [Fact]
    public async Task A_certificate_may_come_as_pem_with_the_structure_of_its_key_and_before_it_begins()
    {
        using var certificate = TestCertificate.Of("CN=later", from: 1, to: 2);
        (await _service.SendAsync(HttpMethod.Post, "certificates", XmlDocuments.ToText(new SubscriptionCertificate
        {
            SubscriptionCertificatePublicKey = Convert.ToBase64String(certificate.PublicKey.ExportSubjectPublicKeyInfo()),
            SubscriptionCertificateData = Convert.ToBase64String(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem())),
        }))).Outcome.Should().Be("200");
        (await _service.GetAsync($"certificates/{certificate.GetCertHashString(HashAlgorithmName.SHA256)}")).As<SubscriptionCertificate>()
            .SubscriptionCertificateData.Should().Be(Convert.ToBase64String(certificate.RawData));
        (await AskAsync(certificate)).Outcome.Should().Be("403 AuthenticationFailed", "it is not valid yet");
    }

    [Fact]
    public async Task Who_added_and_removed_which_certificate_is_written_down()
    {
        using var another = TestCertificate.Of("CN=deploy");
        await AddAsync(another);
        await TestService.SendAsync(_service.NewClient(another), HttpMethod.Delete, $"{_service.Subscription}/certificates/{another.Thumbprint}");
        var entries = JsonSerializer.Deserialize<AuditEntry[]>((await _service.GetAsync("ilb/audit")).Body, JsonSerializerOptions.Web)!;
        entries.Select(entry => $"{entry.Subject}: {entry.Request}: {entry.Operation}: {entry.Result}").Should().Equal(
            $"CN=ilb management: POST certificates: Add certificate {another.Thumbprint} CN=deploy: done",
            $"CN=deploy: DELETE certificates/{another.Thumbprint}: Remove certificate {another.Thumbprint}: done");
    }

    private Task<Answer> AddAsync(X509Certificate2 certificate) => _service.SendAsync(HttpMethod.Post, "certificates", TestCertificate.Document(certificate));

    private Task<Answer> RemoveAsync(X509Certificate2 certificate) => _service.SendAsync(HttpMethod.Delete, $"certificates/{certificate.Thumbprint}");

    private Task<Answer> AskAsync(X509Certificate2 certificate) =>
        TestService.SendAsync(_service.NewClient(certificate), HttpMethod.Get, $"{_service.Subscription}/locations");

    private async Task<SslStream> OpenAsync(X509Certificate2 certificate)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(_service.Host.Endpoint, TestContext.Current.CancellationToken);
        var open = new SslStream(socket.GetStream(), leaveInnerStreamOpen: false, (_, shown, _, _) => shown is not null);
        await open.AuthenticateAsClientAsync("localhost", [certificate], checkCertificateRevocation: false);
        return open;
    }

    /// <summary>The first line of the answer.</summary>
    private async Task<string> AskAsync(SslStream open)
    {
        await open.WriteAsync(Encoding.ASCII.GetBytes($"GET /{_service.Subscription} HTTP/1.1\r\nHost: localhost\r\nx-ms-version: 2014-10-01\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(open, Encoding.ASCII, leaveOpen: true);
        var (first, length) = (await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? "closed", 0);
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 } line)
        {
            if (line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(line[16..], System.Globalization.CultureInfo.InvariantCulture);
        }

        await reader.ReadBlockAsync(new char[length], TestContext.Current.CancellationToken);
        return first;
    }
}
