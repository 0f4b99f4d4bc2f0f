using System.Net;
using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Attached;

/// <summary>The server that ilb runs on is a machine of a virtual network, too, and stays a server.</summary>
public sealed class ThisHostTests : IAsyncLifetime
{
    private static readonly IPEndPoint s_hosts = IPEndPoint.Parse("10.0.0.50:100"), s_web = IPEndPoint.Parse("10.0.0.60:100");

    private readonly OneInterfaceServer _server = new();

    public async ValueTask InitializeAsync()
    {
        await _server.ServeAsync();
        await _server.MustAsync("shell", "-c", Script);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Two cloud services with a VIP each, of the machine host1, to be attached, and of web1; and a client.</summary>
    private static string Script =>
        $"""
        $ErrorActionPreference = 'Stop'
        Set-AzureVNetConfig -ConfigurationPath '{IlbProgram.Sample("networks.xml")}'
        function New-Service($service, $machine, $image, $vip) {"{"}
            New-AzureVMConfig -Name $machine -InstanceSize Small -ImageName $image | Add-AzureProvisioningConfig -Linux -LinuxUser operator -Password 'P@ssw0rd!1' | Set-AzureSubnet FrontEndSubnet | New-AzureVM -ServiceName $service -Location 'West US' -VNetName VNetUSWest
            Add-AzureInternalLoadBalancer -InternalLoadBalancerName MyILB -SubnetName FrontEndSubnet -StaticVNetIPAddress $vip -ServiceName $service
            Get-AzureVM -ServiceName $service -Name $machine | Add-AzureEndpoint -Name ep -LBSetName set -Protocol tcp -LocalPort 8080 -PublicPort 100 -ProbePort 8080 -ProbeProtocol tcp -ProbeIntervalInSeconds 5 -ProbeTimeoutInSeconds 5 -InternalLoadBalancerName MyILB | Update-AzureVM
        {"}"}
        New-Service hosts host1 attached 10.0.0.50
        New-Service web web1 ilb-responder 10.0.0.60
        """;

    [Fact]
    public async Task It_reaches_vips_and_serves_behind_them_and_its_own_connections_live_through_everything()
    {
        var found = _server.Host.Shown();
        _server.Host.Respond("server", 8080);
        using var client = await _server.InsideAsync("web1");
        await _server.HealthyAsync(1);
        (await Conversation.OnceAsync(_server.Host.Place, s_web, patienceSeconds: 1)).Machine.Should().BeNull("it is not in the network yet");
        (await _server.ShellAnswersAsync()).Should().BeTrue();

        await _server.MustAsync("attach", "host1", "--this-host");
        await _server.HealthyAsync(2);
        (await Conversation.OnceAsync(client, s_hosts)).Machine.Should().Be("server");
        (await Conversation.OnceAsync(_server.Host.Place, s_web)).Machine.Should().Be("web1");
        (await Echo.AnswersAsync(_server.Host.Place, OutsidePlace.Address)).Should().BeTrue("its default route is its own");
        (await _server.ShellAnswersAsync()).Should().BeTrue();
        using var held = await Conversation.OpenAsync(client, s_hosts);
        (await held.AskAsync()).Machine.Should().Be("server");

        await _server.KillAsync();
        (await held.AskAsync()).Machine.Should().Be("server");
        (await Conversation.OnceAsync(_server.Host.Place, s_web)).Machine.Should().Be("web1");
        (await _server.ShellAnswersAsync()).Should().BeTrue();
        await _server.ServeAsync();
        await _server.HealthyAsync(2);
        (await held.AskAsync()).Machine.Should().Be("server");

        await _server.MustAsync("detach", "host1");
        _server.Host.Shown().Should().Be(found);
        (await _server.ShellAnswersAsync()).Should().BeTrue();

        await _server.MustAsync("attach", "host1", "--this-host");
        await _server.KillAsync();
        await _server.MustAsync("down");
        _server.Host.Shown().Should().Be(found);
        (await _server.ShellAnswersAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task It_is_refused_where_the_host_has_another_way_to_the_network()
    {
        _server.Host.Ip("route", "add", "10.0.0.0/8", "via", ForeignSpace.Router);
        var (code, output) = await _server.RunAsync("attach", "host1", "--this-host");
        (code, output).Should().Be((2, output));
        output.Should().Contain("there is a route to 10.0.0.0/8 through eth0 there, which overlaps with 10.0.0.0/16");
        (await _server.ShellAnswersAsync()).Should().BeTrue();
    }
}
