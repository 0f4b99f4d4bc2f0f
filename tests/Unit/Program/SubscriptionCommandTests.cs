using System.Security.Cryptography.X509Certificates;
using AwesomeAssertions;
using Ilb.Client;
using Ilb.Commands;
using Ilb.Unit.ControlPlane;
using Xunit;

namespace Ilb.Unit.Program;

/// <summary>`ilb subscription` against the real service.</summary>
public sealed class SubscriptionCommandTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ilb-settings-").FullName;
    private TestService _service = null!;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync();

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return _service.DisposeAsync();
    }

    [Fact]
    public async Task A_new_subscription_has_settings_whose_key_is_nowhere_else()
    {
        var file = Path.Combine(_folder, "blue.publishsettings");
        (await RunAsync("add", "blue", "--new", file)).Should().Be(0);
        File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var settings = PublishSettings.Read(file)[0];
        settings.SubscriptionName.Should().Be("blue");
        settings.Certificate.HasPrivateKey.Should().BeTrue();
        using (var client = new ServiceManagementClient(settings))
            (await client.GetSubscriptionsAsync(TestContext.Current.CancellationToken)).Should().ContainSingle(one => one.Name == "blue" && !one.IsOperator);
        var stored = Ilb.ControlPlane.Store.StateCopy.Documents(_service.Host.Folder.StoreFile, Path.Combine(_folder, "copy"));
        var certificate = System.Text.Json.JsonDocument.Parse(stored[$"subscriptions/{settings.SubscriptionId.Replace("-", "", StringComparison.Ordinal)}"]).RootElement.GetProperty("certificates")[0];
        certificate.GetProperty("data").GetString().Should().Be(Convert.ToBase64String(settings.Certificate.RawData), "the public part alone is kept");

        (await RunAsync("add", "green", "--new", file)).Should().Be(2, "the file may have the only key");
        (await NamesAsync()).Should().Equal("blue", "ilb");
        (await RunAsync("remove", "BLUE")).Should().Be(0);
        (await RunAsync("remove", "blue")).Should().Be(2);
        (await NamesAsync()).Should().Equal("ilb");
    }

    [Fact]
    public async Task A_subscription_that_is_refused_leaves_no_file()
    {
        var file = Path.Combine(_folder, "again.publishsettings");
        (await RunAsync("add", "ilb", "--new", file)).Should().Be(2);
        File.Exists(file).Should().BeFalse();
        (await RunAsync("add", "lost", "--new", Path.Combine(_folder, "nowhere", "lost.publishsettings"))).Should().Be(2);
        (await NamesAsync()).Should().Equal(["ilb"], "nobody could open it");
    }

    [Theory]
    [InlineData("PEM")]
    [InlineData("PEM with its key")]
    [InlineData("DER")]
    public async Task Of_a_file_with_a_certificate_the_public_part_is_added(string form)
    {
        using var certificate = TestCertificate.Of("CN=deploy");
        var file = Path.Combine(_folder, "deploy");
        var (pem, key) = (certificate.ExportCertificatePem(), certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllBytes(file, form == "DER" ? certificate.RawData : System.Text.Encoding.ASCII.GetBytes(form == "PEM" ? pem : key + "\n" + pem));
        (await RunAsync("certificate", "add", file)).Should().Be(0);
        (await ThumbprintsAsync()).Should().Equal(_service.ManagementCertificate.Thumbprint, certificate.Thumbprint);
        (await RunAsync("certificate", "list")).Should().Be(0);
        (await RunAsync("certificate", "remove", certificate.Thumbprint)).Should().Be(0);
        (await RunAsync("certificate", "remove", _service.ManagementCertificate.Thumbprint)).Should().Be(2, "it is the last one");
        (await ThumbprintsAsync()).Should().Equal(_service.ManagementCertificate.Thumbprint);
    }

    [Fact]
    public async Task Another_key_of_a_subscription_has_settings_of_its_own()
    {
        var file = Path.Combine(_folder, "second.publishsettings");
        (await RunAsync("certificate", "add", "--new", file)).Should().Be(0);
        var second = PublishSettings.Read(file)[0];
        second.SubscriptionId.Should().Be(_service.Subscription.ToString());
        (await ThumbprintsAsync()).Should().Equal(_service.ManagementCertificate.Thumbprint, second.Certificate.Thumbprint);
        (await RunWithAsync(file, "certificate", "remove", _service.ManagementCertificate.Thumbprint)).Should().Be(0);
        (await RunAsync("list")).Should().Be(2, "its certificate was removed");
        (await RunWithAsync(file, "list", "-o", "json")).Should().Be(0);
    }

    [Theory]
    [InlineData("add", "blue")]
    [InlineData("add", "blue", "--new", "a", "--certificate", "b")]
    [InlineData("certificate", "add")]
    [InlineData("certificate", "add", "a", "--new", "b")]
    [InlineData("certificate", "remove")]
    public void What_is_not_said_or_said_twice_is_asked_for(params string[] arguments) =>
        SubscriptionCommands.Create().Parse(arguments).Errors.Should().ContainSingle();

    [Theory]
    [InlineData("no certificate")]
    [InlineData("nothing")]
    [InlineData("PKCS#12")]
    public async Task A_file_without_a_certificate_is_refused_before_anything_is_sent(string what)
    {
        var file = Path.Combine(_folder, "deploy");
        using var certificate = TestCertificate.Of("CN=deploy");
        if (what != "nothing")
            File.WriteAllBytes(file, what == "PKCS#12" ? certificate.Export(X509ContentType.Pkcs12) : "hello"u8.ToArray());
        (await RunAsync("certificate", "add", file)).Should().Be(2);
        (await ThumbprintsAsync()).Should().ContainSingle();
    }

    private Task<int> RunAsync(params string[] arguments) => RunWithAsync(_service.Host.Folder.PublishSettingsFile, arguments);

    private static Task<int> RunWithAsync(string settings, params string[] arguments) =>
        SubscriptionCommands.Create().Parse([.. arguments, "--publish-settings", settings]).InvokeAsync();

    private async Task<IEnumerable<string>> NamesAsync()
    {
        using var client = new ServiceManagementClient(PublishSettings.Read(_service.Host.Folder.PublishSettingsFile)[0]);
        return (await client.GetSubscriptionsAsync(TestContext.Current.CancellationToken)).Select(one => one.Name);
    }

    private async Task<IEnumerable<string?>> ThumbprintsAsync()
    {
        using var client = new ServiceManagementClient(PublishSettings.Read(_service.Host.Folder.PublishSettingsFile)[0]);
        return (await client.GetCertificatesAsync(TestContext.Current.CancellationToken)).Certificates.Select(one => one.SubscriptionCertificateThumbprint);
    }
}
