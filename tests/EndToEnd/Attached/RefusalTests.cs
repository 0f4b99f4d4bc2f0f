using System.Globalization;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Attached;

/// <summary>What can't be attached is said before anything changes.</summary>
public sealed class RefusalTests(AttachedNetwork network) : IClassFixture<AttachedNetwork>
{
    private ServedInstallation Served => network.Served;

    [Fact]
    public async Task What_is_not_there_or_not_to_be_touched_is_named()
    {
        await RefusedAsync("nosuch", "There is no machine 'nosuch'; in your subscription there are: web/web1, web/web2, clients/client1.", "--this-host");
        await RefusedAsync("web2", "'web2' runs the image 'ilb-responder' as a process of ilb's.", "--netns", "/run/nosuch/netns");
        await RefusedAsync("web1", "there is no /run/nosuch/netns on this host.", "--netns", "/run/nosuch/netns");
        await RefusedAsync("web1", "there is no /run/netns/ilb-nosuch on this host.", "--netns", "ilb-nosuch");
        await RefusedAsync("web1", "/etc/passwd is no network namespace.", "--netns", "/etc/passwd");
        await RefusedAsync("web1", "/proc/self/ns/uts is a namespace, and not one of networks.", "--netns", "/proc/self/ns/uts");
        await RefusedAsync("web1", "is a network namespace of ilb's own.", "--netns", Served.Installation.SwitchNamespace);
        await RefusedAsync("web1", "there is no process 999999999 on this host.", "--pid", "999999999");
        await RefusedAsync("web1", "is in the network namespace of this host itself: that is --this-host.", "--pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        await RefusedAsync("web1", "'web' is no id of a container", "--container", "web");
        await RefusedAsync("web1", "no process of this host is in a control group of a container 0123456789ab", "--container", "0123456789ab");
        (await Served.RunAsync("attach", "web1")).Output.Should().Contain("Just one of --netns PATH, --pid N, --container ID, --interface IF and --this-host");
        (await Served.RunAsync("attach", "web1", "--this-host", "--pid", "1")).Output.Should().Contain("Just one of");
        (await network.LineAsync()).Status.Should().Be("waiting");
    }

    [Fact]
    public async Task Tab_offers_the_machines_that_can_be_attached()
    {
        (await Served.CompleteAsync("attach", "")).Should().Contain("web/web1").And.NotContain("web/web2");
        (await Served.CompleteAsync("detach", "")).Should().Contain("web/web1").And.NotContain("web/web2");
    }

    [Theory]
    [InlineData("addr", "10.0.7.7/24", "eth0 there has the address 10.0.7.7, which overlaps with 10.0.0.0/16")]
    [InlineData("route", "10.0.128.0/17", "there is a route to 10.0.128.0/17 through eth0 there, which overlaps with 10.0.0.0/16")]
    [InlineData("route", "10.0.0.0/8", "there is a route to 10.0.0.0/8 through eth0 there, which overlaps with 10.0.0.0/16")]
    public async Task A_namespace_that_has_another_way_to_the_addresses_of_the_network_is_left_alone(string kind, string what, string said)
    {
        using var foreign = new ForeignSpace();
        foreign.Ip(kind, "add", what, "dev", "eth0");
        var found = foreign.Shown();
        await RefusedAsync("web1", said, "--netns", foreign.Path);
        foreign.Shown().Should().Be(found);
    }

    [Fact]
    public async Task An_address_that_somebody_has_is_not_given_twice()
    {
        using var foreign = new ForeignSpace();
        foreign.Ip("addr", "add", $"{(await network.LineAsync()).Address}/32", "dev", "lo");
        await RefusedAsync("web1", "lo there has the machine's address", "--netns", foreign.Path);
    }

    [Fact]
    public async Task A_namespace_is_one_machines_and_a_machine_is_attached_once()
    {
        await Served.DoneAsync(Served.Client.AddRoleAsync(AttachedNetwork.Service, AttachedNetwork.Service, AttachedNetwork.Attached("web3")));
        using var foreign = new ForeignSpace();
        var process = foreign.Respond("foreign1", AttachedNetwork.LocalPort).ToString(CultureInfo.InvariantCulture);
        await network.AttachAsync("--netns", foreign.Path);
        (await Served.RunAsync("attach", "web1", "--netns", foreign.Path)).Code.Should().Be(0, "it is so already");
        await RefusedAsync("web1", $"'web1' is attached to network namespace {foreign.Path}: ilb detach web1 frees it.", "--pid", process);
        await RefusedAsync("web3", "web/web1 is attached to that network namespace already: ilb detach web/web1 frees it.", "--pid", process);
        await network.DetachAsync();
        await Served.DoneAsync(Served.Client.DeleteRoleAsync(AttachedNetwork.Service, AttachedNetwork.Service, "web3"));
    }

    private async Task RefusedAsync(string machine, string said, params string[] to)
    {
        var (code, output) = await Served.RunAsync("attach", [machine, .. to]);
        (code, output).Should().Be((2, output));
        output.Should().Contain(said);
    }
}
