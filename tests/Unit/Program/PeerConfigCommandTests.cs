using AwesomeAssertions;
using Ilb.Commands;
using Ilb.Unit.ControlPlane;
using Xunit;

namespace Ilb.Unit.Program;

/// <summary>`ilb gateway peer-config` against the real service.</summary>
public sealed class PeerConfigCommandTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async ValueTask InitializeAsync() => _service = await TestService.StartConnectedAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task The_file_has_the_key_and_is_its_owner_s_alone()
    {
        var file = Path.Combine(_service.Host.Folder.Path, "far.conf");
        await File.WriteAllTextAsync(file, "what was there", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        (await RunAsync("vnetuswest", "HQ", "-o", file)).Should().Be(0);

        File.GetUnixFileMode(file).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var key = _service.Host.Feed.Current.Gateways.Single().Tunnels.Single().SharedKey;
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Should()
            .Contain(Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(key))).And.Contain("remote_addrs = 203.0.113.4")
            .And.NotContain("what was there");
    }

    [Fact]
    public async Task The_file_names_the_other_sites_where_the_gateway_leads_to_them()
    {
        var file = Path.Combine(_service.Host.Folder.Path, "far.conf");
        await _service.MustAsync(HttpMethod.Put, "services/networking/media", Requests.TransitNetwork("true"));
        (await RunAsync("VNetUSWest", "hq", "-o", file)).Should().Be(0);
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Should().Contain("remote_ts = 10.1.0.0/16,10.9.0.0/24\n");
    }

    [Theory]
    [InlineData("VNetUSWest", "moon")]
    [InlineData("nowhere", "hq")]
    [InlineData("VNetUSWest", "branch office")]
    public async Task A_tunnel_that_there_is_not_has_no_configuration(string network, string site)
    {
        var file = Path.Combine(_service.Host.Folder.Path, "far.conf");
        (await RunAsync(network, site, "-o", file)).Should().Be(1);
        File.Exists(file).Should().BeFalse();
    }

    private Task<int> RunAsync(params string[] arguments) =>
        GatewayCommands.Create().Parse(["peer-config", .. arguments, "--publish-settings", _service.Host.Folder.PublishSettingsFile]).InvokeAsync();
}
