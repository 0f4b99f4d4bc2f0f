using AwesomeAssertions;
using Ilb.Agent;
using Ilb.Datapath.Namespaces;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>What an operator may name as the uplink.</summary>
public sealed class UplinkNameTests : IDisposable
{
    private readonly Installation _installation = new("/tmp/ilb-uplink-names");
    private readonly string _name = $"ilb-name-{Guid.NewGuid():N}"[..14];
    private readonly NetworkNamespace _host;

    public UplinkNameTests()
    {
        _host = NetworkNamespace.Create($"/run/netns/{_name}");
        _host.Run(() =>
        {
            HostLink.Ip("link", "add", "eth0", "type", "veth", "peer", "name", "eth1");
            HostLink.Ip("link", "add", "eth2", "type", "veth", "peer", "name", "eth3");
            HostLink.Ip("link", "set", "eth0", "up");
            HostLink.Ip("link", "set", "eth2", "up");
            HostLink.Ip("addr", "add", "192.0.2.1/24", "dev", "eth0");
            HostLink.Ip("addr", "add", "198.51.100.1/24", "dev", "eth2");
            HostLink.Ip("route", "add", "default", "via", "192.0.2.254", "metric", "100");
            HostLink.Ip("route", "add", "default", "via", "198.51.100.254", "metric", "200");
        });
    }

    public void Dispose()
    {
        _host.Dispose();
        NetworkNamespace.Delete(_host.Path);
    }

    [Fact]
    public void A_path_and_a_name_of_ip_netns_are_namespaces_before_they_are_interfaces()
    {
        Find("/run/somewhere").Should().Be(new UplinkPlace("/run/somewhere"));
        Find(_name).Should().Be(new UplinkPlace(_host.Path));
        _host.Run(() => HostLink.Ip("link", "set", "eth3", "name", _name));
        Find(_name).Interface.Should().BeNull();
    }

    [Fact]
    public void An_interface_may_be_named_unless_the_default_route_leads_through_it()
    {
        Find("eth2").Should().Be(new UplinkPlace(_installation.UplinkNamespace, "eth2"), "its default route is not the preferred one");
        Problem("eth0").Should().Contain("the default route of this host leads through it");
        _host.Run(() => HostLink.Ip("route", "replace", "default", "metric", "50", "nexthop", "via", "192.0.2.254", "nexthop", "via", "198.51.100.254"));
        Problem("eth2").Should().Contain("the default route");
        Problem("lo").Should().Contain("loopback");
    }

    [Fact]
    public void A_name_of_neither_is_answered_with_what_there_is() =>
        Problem("eth7").Should().Contain("'eth7' is neither").And.Contain(_name).And.Contain("interfaces: eth0, eth1, eth2, eth3.");

    [Fact]
    public async Task Serve_does_not_start_with_a_name_of_neither()
    {
        var data = Directory.CreateTempSubdirectory("ilb-e2e-");
        var (code, output) = await IlbProgram.RunAsync("serve", "--data", data.FullName, "--listen", "127.0.0.1:44391", "--uplink", "nosuch");
        output.Should().Contain("ilb serve: the uplink 'nosuch' is neither");
        code.Should().Be(1);
        data.Delete(recursive: true);
    }

    private UplinkPlace Find(string told) => _host.Run(() => UplinkPlace.Find(told, _installation));

    private string Problem(string told) => new Action(() => Find(told)).Should().Throw<UplinkException>().Which.Message;
}
