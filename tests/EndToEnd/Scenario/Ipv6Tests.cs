using System.Net;
using System.Text.Json;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.ControlPlane.Traces;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

/// <summary>A network with machines and a balanced set that gets an IPv6 prefix.</summary>
public sealed class Ipv6Tests : IAsyncLifetime
{
    private const string Prefix = "fd00:1::/96";
    private readonly BalancedNetwork _network = new();

    public ValueTask InitializeAsync() => _network.InitializeAsync();

    public ValueTask DisposeAsync() => _network.DisposeAsync();

    [Fact]
    public async Task Network_in_use_gets_ipv6_and_nobody_is_started_anew()
    {
        var before = await _network.Served.ProcessesAsync();
        using var held = await Conversation.OpenAsync(_network.Client, _network.Vip);
        (await held.AskAsync()).Failure.Should().BeNull();

        await AddPrefixAsync();
        await _network.Served.HealthyAsync(BalancedNetwork.Service, 4);
        var vip = await Ipv6VipAsync();
        (await _network.WhoAnswersAsync(vip)).Should().BeEquivalentTo("web1", "web2");
        (await Conversation.OnceAsync(_network.Client, vip)).Client!.Address.ToString().Should().StartWith("fd00:1::", "the server sees the client's own address");
        (await _network.WhoAnswersAsync(_network.Vip)).Should().BeEquivalentTo("web1", "web2");
        (await held.AskAsync()).Failure.Should().BeNull();
        (await _network.Served.ProcessesAsync()).Should().BeEquivalentTo(before);
        (await _network.Served.RunAsync("flows", "--vip", $"{vip}")).Should().Match<(int Code, string Output)>(said => said.Code == 0 && said.Output.Contains($"{vip}"));
    }

    [Fact]
    public async Task Trace_tells_the_backend_of_an_ipv6_connection_beforehand()
    {
        await AddPrefixAsync();
        await _network.Served.HealthyAsync(BalancedNetwork.Service, 4);
        var vip = await Ipv6VipAsync();
        for (ushort port = 21_000; port < 21_006; port++)
        {
            var told = await TraceAsync("--to", $"{vip}", "--source-port", $"{port}");
            told.Verdict.Should().Be("balanced");
            told.Source.Should().StartWith("[fd00:1::").And.EndWith($"]:{port}");
            (await Conversation.OnceAsync(_network.Client, vip, port)).Machine.Should().Be(told.Backend!.Split('/')[1]);
        }

        (await TraceAsync("--to", $"{vip}", "--protocol", "udp")).Verdict.Should().Be("no_endpoint");
    }

    private async Task<TraceReport> TraceAsync(params string[] arguments)
    {
        var (_, output) = await _network.Served.RunAsync("trace", ["--from", "client1", "-o", "json", .. arguments]);
        return JsonSerializer.Deserialize<TraceReport>(output, JsonSerializerOptions.Web)!;
    }

    [Fact]
    public async Task Access_list_of_ipv4_prefixes_holds_for_the_same_machines_in_ipv6()
    {
        await AddPrefixAsync();
        await _network.Served.HealthyAsync(BalancedNetwork.Service, 4);
        var vip = await Ipv6VipAsync();

        await ListAsync("deny", $"{_network.Client.Address}/32");
        (await Conversation.OnceAsync(_network.Client, _network.Vip, patienceSeconds: 2)).Failure.Should().NotBeNull();
        (await Conversation.OnceAsync(_network.Client, vip, patienceSeconds: 2)).Failure.Should().NotBeNull();
        await ListAsync("permit", "10.0.0.0/8");
        (await Conversation.OnceAsync(_network.Client, vip)).Failure.Should().BeNull();
    }

    private Task AddPrefixAsync() => _network.Served.AddIpv6PrefixAsync(Prefix);

    private async Task<IPEndPoint> Ipv6VipAsync()
    {
        var vip = (await _network.Served.StatusAsync()).Vips.Single(one => one.CloudService == BalancedNetwork.Service && one.Address.Contains(':'));
        return IPEndPoint.Parse(vip.At(vip.Sets.Single()));
    }

    private Task ListAsync(string action, string prefix) => _network.Served.ChangeRoleAsync(
        BalancedNetwork.Service, "web1", role => role.Endpoints().Single().EndpointAcl = new EndpointAcl
        {
            Rules = [new AclRule { Order = 100, Action = action, RemoteSubnet = prefix }],
        });
}
