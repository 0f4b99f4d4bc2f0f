using System.Text.Json;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Installed;

/// <summary>The image that `./dev package` left, run by a container runtime as the guide says: its network is its host's, which has no way out.</summary>
public sealed class ImageTests(ContainerHost host) : IClassFixture<ContainerHost>
{
    private const int Demo = 0, Serve = 1, Away = 2;

    private DebianMachine Machine => host.Machine;

    [Fact]
    public async Task Scenario_is_shown_and_what_is_served_comes_back_with_its_volume_and_leaves_nothing()
    {
        (await host.FollowAsync(Demo)).Should().Contain("All as promised");
        (await Machine.RunAsync($"podman run --rm --privileged --network host ilb:{DebianPackage.Version} --version")).Should().StartWith(DebianPackage.Version);
        await DescribedAsync();

        (await host.FollowAsync(Serve)).Should().Contain("web1").And.Contain("web2");
        await AnswersAsync();
        await Machine.RunAsync("podman restart ilb");
        await AnswersAsync();

        await host.FollowAsync(Away);
        (await Machine.TryAsync("ps -eo args | grep '[i]lb-machine'")).Output.Should().BeEmpty();
        (await Machine.RunAsync("ls /sys/class/net")).Should().Be("lo\n");
        (await Machine.TryAsync("ls -d /run/ilb-* /run/netns/* /sys/fs/bpf/ilb-* 2>/dev/null")).Output.Should().BeEmpty();
    }

    /// <summary>What is run without being told so, and what catalogues of images read.</summary>
    private async Task DescribedAsync()
    {
        using var said = JsonDocument.Parse(await Machine.RunAsync($"podman image inspect ilb:{DebianPackage.Version} --format '{{{{json .Config}}}}'"));
        JsonElement Said(string name) => said.RootElement.GetProperty(name);
        Said("Entrypoint").EnumerateArray().Single().GetString().Should().Be("ilb");
        Said("Cmd").EnumerateArray().Single().GetString().Should().Be("serve");
        Said("Volumes").EnumerateObject().Single().Name.Should().Be("/var/lib/ilb");
        Said("Labels").EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()).Should().Equal(new Dictionary<string, string?>
        {
            ["org.opencontainers.image.title"] = "ilb",
            ["org.opencontainers.image.version"] = DebianPackage.Version,
            ["org.opencontainers.image.licenses"] = "MIT",
            ["org.opencontainers.image.description"] = "internal load balancing for private networks",
        });
    }

    private Task AnswersAsync() => Eventually.TrueAsync(
        async () => (await Machine.TryAsync("podman exec ilb ilb exec client1 -- curl -sm 2 http://10.0.0.6:100")).Output.StartsWith("web", StringComparison.Ordinal),
        "client1 gets an answer", 60);
}
