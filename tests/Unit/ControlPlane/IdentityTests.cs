using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using AwesomeAssertions;
using Ilb.ControlPlane;
using Ilb.ControlPlane.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ilb.Unit.ControlPlane;

public sealed class IdentityTests : IDisposable
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly string _folder = Directory.CreateTempSubdirectory("ilb-identity-").FullName;

    [Fact]
    public async Task First_start_makes_publish_settings_of_schema_2_with_a_container_for_the_null_password()
    {
        var endpoint = await StartAndStopAsync();
        var profile = XDocument.Load(Path.Combine(_folder, "ilb.publishsettings")).Root!.Element("PublishProfile")!;
        profile.Attribute("SchemaVersion")!.Value.Should().Be("2.0");
        profile.Attribute("PublishMethod")!.Value.Should().Be("AzureServiceManagementAPI");
        var subscription = profile.Element("Subscription")!;
        subscription.Attribute("ServiceManagementUrl")!.Value.Should().Be($"https://{endpoint}");
        Guid.Parse(subscription.Attribute("Id")!.Value).Should().NotBeEmpty();
        using var certificate = X509CertificateLoader.LoadPkcs12(
            Convert.FromBase64String(subscription.Attribute("ManagementCertificate")!.Value), null);
        certificate.HasPrivateKey.Should().BeTrue();
        certificate.GetRSAPrivateKey().Should().NotBeNull();
    }

    [Fact]
    public async Task Publish_settings_alone_are_enough_to_trust_the_server_and_be_trusted()
    {
        await using var host = await ControlPlaneHost.StartAsync(new ControlPlaneOptions(_folder, new IPEndPoint(IPAddress.Loopback, 0)));
        var elsewhere = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "elsewhere")).FullName, "ilb.publishsettings");
        File.Copy(host.Folder.PublishSettingsFile, elsewhere);
        using var client = new Ilb.Client.ServiceManagementClient(Ilb.Client.PublishSettings.Read(elsewhere)[0]);
        (await client.GetLocationsAsync(TestContext.Current.CancellationToken)).Locations.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Container_is_encrypted_with_3des_and_sha1_as_the_classic_command_line_needs()
    {
        await StartAndStopAsync();
        var text = XDocument.Load(Path.Combine(_folder, "ilb.publishsettings")).Descendants("Subscription").Single()
            .Attribute("ManagementCertificate")!.Value;
        var tripleDesWithSha1 = new byte[] { 0x06, 0x0a, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01, 0x03 };
        Convert.FromBase64String(text).AsSpan().IndexOf(tripleDesWithSha1).Should().BePositive();
    }

    [Fact]
    public async Task Secrets_are_readable_by_their_owner_only()
    {
        await StartAndStopAsync();
        File.GetUnixFileMode(_folder).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in new[] { "ilb.publishsettings", "ca.pem", "server.pem", "management.pem", "state.db" })
            (File.GetUnixFileMode(Path.Combine(_folder, file)) & Others).Should().Be(UnixFileMode.None, file);
        File.ReadAllText(Path.Combine(_folder, "server.crt")).Should().NotContain("PRIVATE");
    }

    [Fact]
    public async Task Second_start_changes_nothing()
    {
        var endpoint = await StartAndStopAsync();
        var before = Contents();
        await StartAndStopAsync(endpoint.Port);
        Contents().Should().Equal(before);
    }

    [Theory]
    [InlineData("ilb.publishsettings")]
    [InlineData("server.crt")]
    [InlineData("server.pem")]
    [InlineData("ca.pem")]
    [InlineData("management.pem")]
    public async Task What_a_crash_left_out_is_made_at_the_next_start_and_the_subscription_stays(string missing)
    {
        var endpoint = await StartAndStopAsync();
        var subscription = SubscriptionId();
        File.Delete(Path.Combine(_folder, missing));
        await StartAndStopAsync(endpoint.Port);
        File.Exists(Path.Combine(_folder, missing)).Should().BeTrue();
        SubscriptionId().Should().Be(subscription);
    }

    [Theory]
    [InlineData("server.pem")]
    [InlineData("ca.pem")]
    [InlineData("ilb.publishsettings")]
    public async Task A_damaged_file_is_made_anew(string damaged)
    {
        var endpoint = await StartAndStopAsync();
        File.WriteAllText(Path.Combine(_folder, damaged), "half a fi");
        await StartAndStopAsync(endpoint.Port);
        File.ReadAllText(Path.Combine(_folder, damaged)).Should().NotBe("half a fi");
    }

    [Fact]
    public async Task A_damaged_authority_is_told()
    {
        await StartAndStopAsync();
        File.WriteAllText(Path.Combine(_folder, "ca.pem"), "half a fi");
        var told = new List<string>();
        Installation.Open(DataFolder.Open(_folder), IPAddress.Loopback, [], DateTimeOffset.UtcNow, told.Add);
        told.Should().Equal(Path.Combine(_folder, "ca.pem"));
    }

    [Fact]
    public void A_file_is_no_data_folder()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        var open = () => DataFolder.Open(file);
        open.Should().Throw<DataFolderException>().WithMessage($"Can't open the data folder {file}: it is not a folder*");
    }

    [Fact]
    public async Task Server_certificate_names_loopback_the_host_and_the_listen_address_and_its_authority_signed_it()
    {
        var folder = DataFolder.Open(_folder);
        var installation = Installation.Open(folder, IPAddress.Parse("192.0.2.7"), [], DateTimeOffset.UtcNow);
        foreach (var name in new[] { "127.0.0.1", "localhost", "192.0.2.7", Dns.GetHostName() })
            installation.Server.MatchesHostname(name).Should().BeTrue(name);
        (await OpensslAsync("verify", "-CAfile", Path.Combine(_folder, "server.crt"), Path.Combine(_folder, "server.pem"))).Should().Be(0);
    }

    [Fact]
    public void Another_listen_address_gets_another_server_certificate()
    {
        var folder = DataFolder.Open(_folder);
        var first = Installation.Open(folder, IPAddress.Loopback, [], DateTimeOffset.UtcNow).Server.Thumbprint;
        Installation.Open(folder, IPAddress.Loopback, [], DateTimeOffset.UtcNow).Server.Thumbprint.Should().Be(first);
        Installation.Open(folder, IPAddress.Parse("192.0.2.8"), [], DateTimeOffset.UtcNow).Server.Thumbprint.Should().NotBe(first);
    }

    [Fact]
    public void Names_and_addresses_that_the_operator_gives_are_in_the_certificate_and_the_first_is_what_clients_call()
    {
        var folder = DataFolder.Open(_folder);
        var installation = Installation.Open(folder, IPAddress.Any, ["ilb.example.net", "192.0.2.9", "2001:db8::9"], DateTimeOffset.UtcNow);
        foreach (var name in new[] { "ilb.example.net", "192.0.2.9", "2001:db8::9", "127.0.0.1" })
            installation.Server.MatchesHostname(name).Should().BeTrue(name);
        string Called() => XDocument.Load(folder.PublishSettingsFile).Descendants("Subscription").Single().Attribute("ServiceManagementUrl")!.Value;
        installation.Publish(new IPEndPoint(IPAddress.Any, 8443), "ilb.example.net", Guid.Empty, "ilb");
        Called().Should().Be("https://ilb.example.net:8443");
        installation.Publish(new IPEndPoint(IPAddress.Any, 8443), "2001:db8::9", Guid.Empty, "ilb");
        Called().Should().Be("https://[2001:db8::9]:8443");
        installation.Publish(new IPEndPoint(IPAddress.Loopback, 8443), "ilb.example.net", Guid.Empty, "ilb");
        Called().Should().Be("https://127.0.0.1:8443");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_certificate_that_ends_soon_is_renewed_in_a_running_service_and_clients_that_know_the_former_go_on()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(-350));
        using var meter = new Meter("certificates");
        await using var host = await ControlPlaneHost.StartAsync(Options(0) with { Clock = clock, Meter = meter });
        using var client = Connection.Open(host.Folder)!;
        using var settled = new Ilb.Client.ServiceManagementClient(Ilb.Client.PublishSettings.Read(host.Folder.PublishSettingsFile)[0]);
        using var before = await ServerOfAsync(host.Endpoint);
        before.NotAfter.Should().BeBefore(DateTime.UtcNow.AddDays(30));
        RemainingDays(meter)["server"].Should().BeApproximately(365, 0.1);

        clock.SetUtcNow(DateTimeOffset.UtcNow);
        X509Certificate2 after;
        while ((after = await ServerOfAsync(host.Endpoint)).Thumbprint == before.Thumbprint)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        after.NotAfter.Should().BeAfter(DateTime.UtcNow.AddDays(360));
        RemainingDays(meter)["server"].Should().BeApproximately(365, 0.1);
        (await client.SendAsync(HttpMethod.Get, "locations", null)).Status.Should().Be(HttpStatusCode.OK);
        await settled.GetJsonAsync("status", TestContext.Current.CancellationToken);
        using var anew = Connection.Open(host.Folder)!;
        (await anew.SendAsync(HttpMethod.Get, "locations", null)).Status.Should().Be(HttpStatusCode.OK);
        after.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task An_authority_that_is_renewed_in_a_running_service_is_in_the_publish_settings_at_once_and_told()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(-3300));
        using var log = new LogLines();
        using var logs = LoggerFactory.Create(builder => builder.AddProvider(log));
        await using var host = await ControlPlaneHost.StartAsync(Options(0) with { Clock = clock }, logs);
        string Trusted() => XDocument.Load(host.Folder.PublishSettingsFile).Descendants("Subscription").Single().Attribute("ServerCertificate")!.Value;
        var former = Trusted();

        clock.SetUtcNow(DateTimeOffset.UtcNow);
        while (!log.Written.Any(line => line.Contains("was renewed", StringComparison.Ordinal)))
            await Task.Delay(10, TestContext.Current.CancellationToken);
        log.Written.Should().ContainSingle(line => line.Contains("was renewed", StringComparison.Ordinal)).Which.Should().Contain("give them the new ilb.publishsettings by then");
        Trusted().Should().NotBe(former);
        using var settled = new Ilb.Client.ServiceManagementClient(Ilb.Client.PublishSettings.Read(host.Folder.PublishSettingsFile)[0]);
        await settled.GetJsonAsync("status", TestContext.Current.CancellationToken);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_care_for_certificates_outlives_whatever_goes_wrong_and_hands_the_authority_out_later()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(-3300));
        using var meter = new Meter("certificates");
        var (tries, handedOut) = (0, 0);
        var installation = Installation.Open(DataFolder.Open(_folder), IPAddress.Loopback, [], clock.GetUtcNow());
        await using var care = new CertificateCare(installation, clock, meter, Publish, NullLogger<CertificateCare>.Instance);

        clock.SetUtcNow(DateTimeOffset.UtcNow);
        while (Volatile.Read(ref handedOut) == 0)
        {
            clock.Advance(TimeSpan.FromHours(1));
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        tries.Should().Be(2);

        void Publish()
        {
            if (Interlocked.Increment(ref tries) == 1)
                throw new CryptographicException("no key today");
            Interlocked.Increment(ref handedOut);
        }
    }

    [Fact]
    public void An_authority_that_ends_within_a_year_is_renewed_with_its_key_and_those_who_trust_the_former_trust_what_it_signs()
    {
        var folder = DataFolder.Open(_folder);
        Installation.Open(folder, IPAddress.Loopback, [], DateTimeOffset.UtcNow.AddDays(-3300));
        using var former = X509Certificate2.CreateFromPem(folder.Read("ca.pem"));
        var renewed = Installation.Open(folder, IPAddress.Loopback, [], DateTimeOffset.UtcNow);
        using var authority = X509Certificate2.CreateFromPem(folder.Read("ca.pem"));
        authority.Thumbprint.Should().NotBe(former.Thumbprint);
        foreach (var trusted in new[] { former, authority })
        {
            using var chain = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck } };
            chain.ChainPolicy.CustomTrustStore.Add(trusted);
            chain.Build(renewed.Server).Should().BeTrue(trusted.Thumbprint);
        }
    }

    [Fact]
    public async Task Two_control_planes_can_not_use_one_folder()
    {
        await using var host = await ControlPlaneHost.StartAsync(Options(0));
        var second = () => ControlPlaneHost.StartAsync(Options(0));
        (await second.Should().ThrowAsync<DataFolderException>()).Which.Message.Should().Contain("another ilb serve");
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        await using var host = await ControlPlaneHost.StartAsync(Options(0));
        var other = new ControlPlaneOptions(Path.Combine(_folder, "other"), host.Endpoint);
        var second = () => ControlPlaneHost.StartAsync(other);
        (await second.Should().ThrowAsync<Ilb.ControlPlane.Api.ListenException>()).Which.Message.Should().Contain(host.Endpoint.ToString());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ControlPlaneOptions Options(int port) => new(_folder, new IPEndPoint(IPAddress.Loopback, port));

    private async Task<IPEndPoint> StartAndStopAsync(int port = 0)
    {
        await using var host = await ControlPlaneHost.StartAsync(Options(port));
        return host.Endpoint;
    }

    private static async Task<X509Certificate2> ServerOfAsync(IPEndPoint endpoint)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(endpoint, TestContext.Current.CancellationToken);
        await using var secured = new SslStream(connection.GetStream(), leaveInnerStreamOpen: false, (_, shown, _, _) => shown is not null);
        await secured.AuthenticateAsClientAsync("localhost");
        return X509CertificateLoader.LoadCertificate(secured.RemoteCertificate!.GetRawCertData());
    }

    private static Dictionary<string, double> RemainingDays(Meter meter)
    {
        var days = new Dictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter == meter && instrument.Name == "ilb.certificate.remaining")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, labels, _) => days[(string)labels[0].Value!] = value / 86400);
        listener.Start();
        listener.RecordObservableInstruments();
        return days;
    }

    private string SubscriptionId() =>
        XDocument.Load(Path.Combine(_folder, "ilb.publishsettings")).Descendants("Subscription").Single().Attribute("Id")!.Value;

    private Dictionary<string, string> Contents() => Directory.GetFiles(_folder)
        .Where(file => !Path.GetFileName(file).StartsWith("state.db", StringComparison.Ordinal))
        .ToDictionary(file => file, file => Convert.ToHexString(File.ReadAllBytes(file)));

    private static async Task<int> OpensslAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
