using System.Net;
using AwesomeAssertions;
using Ilb.Datapath.Namespaces;
using Ilb.Datapath.Netlink;
using Ilb.EndToEnd.Fixtures;
using Ilb.Forwarding.Kernel;
using Xunit;

namespace Ilb.EndToEnd.Attached;

/// <summary>A machine that is behind a veth of the host, as a container's is, which is the port of a bridge.</summary>
public sealed class InterfaceTests(AttachedNetwork network) : IClassFixture<AttachedNetwork>, IAsyncLifetime
{
    private static readonly MacAddress Mac = MacAddress.Parse("02:00:5e:00:53:01")!.Value;

    private readonly string _name = $"e2e{Guid.NewGuid():N}"[..12], _bridge = $"e2e{Guid.NewGuid():N}"[..12];
    private readonly ForeignSpace _behind = new();

    public ValueTask InitializeAsync()
    {
        using var host = RouteSocket.Open();
        using var space = NetworkNamespace.Open(_behind.Path);
        host.CreateVeth(new VethEnd(_name, MacAddress.Parse("02:00:5e:00:53:02")!.Value), new VethEnd("eth1", Mac), space, LinkSize.Of(1500));
        HostLink.Ip("link", "add", _bridge, "type", "bridge");
        HostLink.Ip("link", "set", _name, "master", _bridge, "up");
        HostLink.Ip("addr", "add", "198.51.100.129/25", "dev", _name);
        _behind.Ip("link", "set", "eth1", "up");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await network.DetachAsync();
        using var host = RouteSocket.Open();
        host.Delete(_name);
        host.Delete(_bridge);
        _behind.Dispose();
    }

    [Fact]
    public async Task A_veth_serves_behind_a_vip_and_is_put_back_into_its_bridge_as_it_was_found()
    {
        var found = Shown();
        await ServeAsync();
        await network.AttachAsync("--interface", _name, "--mac", $"{Mac}");
        Shown().Should().BeEmpty("it is a port of ilb's");
        (await network.WhoAnswersAsync()).Should().BeEquivalentTo("foreign1", "web2");
        using (var conversation = await Conversation.OpenAsync(network.Client, new(IPAddress.Parse((await network.LineAsync()).Address), AttachedNetwork.LocalPort)))
            (await conversation.AskAsync()).Client.Should().Be(conversation.Local, "it sees the client's own address");
        (await network.LineAsync()).AttachedTo.Should().Be($"interface {_name}");

        await network.DetachAsync();
        Shown().Should().Be(found);
        await network.WaitsAsync("to be attached");
    }

    [Fact]
    public async Task What_is_no_interface_of_a_machine_is_refused()
    {
        await RefusedAsync("this host has no interface nobody", "--interface", "nobody", "--mac", $"{Mac}");
        await RefusedAsync("is neither a tap nor a veth", "--interface", _bridge, "--mac", $"{Mac}");
        await RefusedAsync("is no Ethernet address", "--interface", _name, "--mac", "ff:ff:ff:ff:ff:ff");
        await RefusedAsync("belong together", "--interface", _name);
        HostLink.Ip("link", "set", _name, "mtu", "1280");
        await RefusedAsync("has an MTU of 1280", "--interface", _name, "--mac", $"{Mac}");
    }

    /// <summary>As whoever runs it would set it up.</summary>
    private async Task ServeAsync()
    {
        var address = (await network.LineAsync()).Address;
        var router = address[..(address.LastIndexOf('.') + 1)] + "1";
        _behind.Ip("addr", "add", $"{address}/32", "dev", "eth1");
        _behind.Ip("route", "add", router, "dev", "eth1", "src", address);
        _behind.Ip("route", "replace", "default", "via", router, "dev", "eth1", "src", address);
        _behind.Respond("foreign1", AttachedNetwork.LocalPort);
    }

    private async Task RefusedAsync(string because, params string[] to)
    {
        var (code, output) = await network.Served.RunAsync("attach", ["web1", .. to]);
        code.Should().NotBe(0);
        output.Should().Contain(because);
    }

    /// <summary>Flags, MTU, bridge, addresses and programs; empty while it is not here.</summary>
    private string Shown()
    {
        using var host = RouteSocket.Open();
        return host.Find(_name) is null ? "" : HostLink.Ip("-o", "link", "show", "dev", _name) + HostLink.Ip("-o", "-4", "addr", "show", "dev", _name)
            + HostLink.Ip("route", "show", "dev", _name);
    }
}
