using System.Net;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Attached;

/// <summary>A machine that is behind a veth of the host, as a container is, or a tap, as a virtual machine is.</summary>
public sealed class InterfaceTests(AttachedNetwork network) : IClassFixture<AttachedNetwork>, IAsyncLifetime
{
    private ServedInstallation Served => network.Served;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await network.DetachAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_serves_behind_a_vip_and_is_put_back_into_its_bridge_as_it_was_found(bool isTap)
    {
        using var guest = new GuestLink(isTap);
        var found = await guest.SettledAsync();
        await AttachAsync(guest);
        guest.Shown().Should().BeEmpty("it is a port of ilb's");
        (await network.WhoAnswersAsync()).Should().BeEquivalentTo("guest1", "web2");
        using (var conversation = await Conversation.OpenAsync(network.Client, new(IPAddress.Parse((await network.LineAsync()).Address), AttachedNetwork.LocalPort)))
            (await conversation.AskAsync()).Client.Should().Be(conversation.Local, "it sees the client's own address");
        (await network.LineAsync()).AttachedTo.Should().Be($"interface {guest.Name}");

        await Served.OperateAsync(AttachedNetwork.Service, "web1", "ShutdownRoleOperation");
        await guest.IsFoundAgainAsync(found);
        await Served.OperateAsync(AttachedNetwork.Service, "web1", "StartRoleOperation");
        await Served.HealthyAsync(AttachedNetwork.Service, 2);
        await network.DetachAsync();
        await guest.IsFoundAgainAsync(found);
        await network.WaitsAsync("to be attached");
    }

    [Fact]
    public async Task A_virtual_machine_goes_on_while_its_tap_is_taken_and_given_back()
    {
        using var guest = new VirtualMachine("guest1", (await network.LineAsync()).Address, AttachedNetwork.LocalPort);
        await guest.IsUpAsync();
        HostLink.Ip("link", "set", guest.Tap, "up");
        var found = await HostInterface.SettledAsync(guest.Tap);
        await network.AttachAsync("--interface", guest.Tap, "--mac", VirtualMachine.Mac);
        (await network.WhoAnswersAsync()).Should().BeEquivalentTo("guest1", "web2");
        using (var conversation = await Conversation.OpenAsync(network.Client, network.Vip))
            (await conversation.AskAsync()).Client.Should().Be(conversation.Local, "it sees the client's own address");
        await network.DetachAsync();
        await HostInterface.IsFoundAgainAsync(guest.Tap, found);
        await network.AttachAsync("--interface", guest.Tap, "--mac", VirtualMachine.Mac);
        (await network.WhoAnswersAsync()).Should().BeEquivalentTo("guest1", "web2");
    }

    [Fact]
    public async Task One_that_goes_is_waited_for_and_taken_when_there_is_another_of_the_name()
    {
        using var guest = new GuestLink(isTap: false);
        await AttachAsync(guest);
        guest.RemoveVeth();
        await network.WaitsAsync("for what it is attached to, which is not there");
        guest.MakeVeth();
        guest.Configure((await network.LineAsync()).Address);
        await Served.HealthyAsync(AttachedNetwork.Service, 2);
        (await network.WhoAnswersAsync()).Should().BeEquivalentTo("guest1", "web2");
    }

    [Fact]
    public async Task One_whose_name_is_taken_meanwhile_comes_home_by_another_and_that_is_left_alone()
    {
        using var guest = new GuestLink(isTap: false);
        var found = await guest.SettledAsync();
        await AttachAsync(guest);
        HostLink.Ip("link", "add", guest.Name, "type", "bridge");
        await network.DetachAsync();
        var second = $"{Served.Installation.Id}h";
        second = HostLink.Ip("-br", "link").Split(['\n', ' ', '@']).Single(word => word.StartsWith(second, StringComparison.Ordinal));
        HostLink.Ip("link", "del", guest.Name);
        await Eventually.TrueAsync(() => HostInterface.Shown(second).Replace(second, guest.Name, StringComparison.Ordinal) == found, "it is as it was found");
        HostLink.Ip("link", "del", second);
    }

    [Fact]
    public async Task What_the_host_would_not_have_any_more_is_left_out_and_holds_nobody_up()
    {
        using var guest = new GuestLink(isTap: false);
        await guest.SettledAsync();
        HostLink.Ip("addr", "add", "192.0.2.9/32", "dev", "lo");
        HostLink.Ip("route", "add", "198.51.100.0/24", "dev", guest.Name, "src", "192.0.2.9");
        await AttachAsync(guest);
        HostLink.Ip("addr", "del", "192.0.2.9/32", "dev", "lo");
        await network.DetachAsync();
        await network.WaitsAsync("to be attached");
        await guest.SettledAsync();
        guest.Shown().Should().Contain($"master {guest.Bridge}").And.NotContain("198.51.100.0/24");
        await network.AttachAsync(guest.Told);
    }

    [Fact]
    public async Task What_is_no_interface_of_a_machine_is_refused()
    {
        using var guest = new GuestLink(isTap: false);
        await RefusedAsync("this host has no interface nobody", "--interface", "nobody", "--mac", $"{guest.Mac}");
        await RefusedAsync("is neither a tap nor a veth", "--interface", guest.Bridge, "--mac", $"{guest.Mac}");
        await RefusedAsync("is no Ethernet address", "--interface", guest.Name, "--mac", "ff:ff:ff:ff:ff:ff");
        await RefusedAsync("belong together", "--interface", guest.Name);
        HostLink.Ip("link", "set", guest.Name, "mtu", "1280");
        await RefusedAsync("has an MTU of 1280", guest.Told);
        HostLink.Ip("link", "set", guest.Name, "mtu", "1500");
        await Served.DoneAsync(Served.Client.AddRoleAsync(AttachedNetwork.Service, AttachedNetwork.Service, AttachedNetwork.Attached("web3")));
        (await Served.RunAsync("attach", ["web3", .. guest.Told])).Code.Should().Be(0);
        await RefusedAsync("web/web3 is attached to it already: ilb detach web/web3 frees it.", guest.Told);
        (await Served.RunAsync("attach", "web3", "--interface", guest.Name, "--mac", "52:54:00:12:34:56")).Output.Should()
            .Contain($"'web3' is attached to interface {guest.Name} with {guest.Mac} behind it: ilb detach web3 frees it.");
        await Served.DoneAsync(Served.Client.DeleteRoleAsync(AttachedNetwork.Service, AttachedNetwork.Service, "web3"));
        (await Served.RunAsync("exec", "web1", "--", "true")).Output.Should().Contain("ilb runs no process of web/web1");
    }

    private async Task AttachAsync(GuestLink guest)
    {
        guest.Configure((await network.LineAsync()).Address);
        guest.Respond("guest1", AttachedNetwork.LocalPort);
        await network.AttachAsync(guest.Told);
    }

    private async Task RefusedAsync(string because, params string[] to)
    {
        var (code, output) = await Served.RunAsync("attach", ["web1", .. to]);
        code.Should().NotBe(0);
        output.Should().Contain(because);
    }
}
