using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using AwesomeAssertions;
using Ilb.ControlPlane;
using Ilb.ControlPlane.Identity;
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
        Installation.Open(DataFolder.Open(_folder), IPAddress.Loopback, DateTimeOffset.UtcNow, told.Add);
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
        var installation = Installation.Open(folder, IPAddress.Parse("192.0.2.7"), DateTimeOffset.UtcNow);
        foreach (var name in new[] { "127.0.0.1", "localhost", "192.0.2.7", Dns.GetHostName() })
            installation.Server.MatchesHostname(name).Should().BeTrue(name);
        (await OpensslAsync("verify", "-CAfile", Path.Combine(_folder, "server.crt"), Path.Combine(_folder, "server.pem"))).Should().Be(0);
    }

    [Fact]
    public void Another_listen_address_gets_another_server_certificate()
    {
        var folder = DataFolder.Open(_folder);
        var first = Installation.Open(folder, IPAddress.Loopback, DateTimeOffset.UtcNow).Server.Thumbprint;
        Installation.Open(folder, IPAddress.Loopback, DateTimeOffset.UtcNow).Server.Thumbprint.Should().Be(first);
        Installation.Open(folder, IPAddress.Parse("192.0.2.8"), DateTimeOffset.UtcNow).Server.Thumbprint.Should().NotBe(first);
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
