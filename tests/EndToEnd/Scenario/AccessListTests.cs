using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.EndToEnd.Fixtures;
using Xunit;
using static Ilb.EndToEnd.Scenario.BalancedNetwork;

namespace Ilb.EndToEnd.Scenario;

/// <summary>Who may call an endpoint, by addresses of the virtual network. Each test has a set and public port of its own.</summary>
public sealed class AccessListTests(BalancedNetwork network) : IClassFixture<BalancedNetwork>, IAsyncLifetime
{
    private const string Refused = nameof(SocketError.ConnectionRefused);
    private const string Reset = nameof(SocketError.ConnectionReset);

    private MachinePlace _client = null!;
    private MachinePlace _other = null!;

    private ServedInstallation Served => network.Served;

    public async ValueTask InitializeAsync() => (_client, _other) = (network.Client, await Served.InsideAsync("web2"));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Permitted_machine_is_answered_and_every_other_is_refused_and_counted()
    {
        await AddAsync("one", 210, Permit(100, _client));

        (await CallAsync(_client, 210)).Machine.Should().Be("web1");
        (await CallAsync(_other, 210)).Failure.Should().Be(Refused);
        var status = await Served.StatusAsync();
        var set = status.Vips.Single().Sets.Single(set => set.Port == 210);
        set.Denied.Should().Be(1);
        set.Acl.Should().Equal($"100 permit {_client.Address}/32");
        status.Verdict.Should().Contain("the access list of one denied 1 packet");
        status.Verdicts["acl_denied"].Should().BePositive();
    }

    [Fact]
    public async Task Denied_machine_is_refused_and_every_other_is_answered()
    {
        await AddAsync("all", 220, Deny(100, _client));

        (await CallAsync(_client, 220)).Failure.Should().Be(Refused);
        (await CallAsync(_other, 220)).Machine.Should().Be("web1");
    }

    [Fact]
    public async Task Lowest_order_decides_where_prefixes_overlap()
    {
        await AddAsync("order", 230, Rule(200, "deny", $"{_client.Address}/32"), Rule(100, "permit", "10.0.0.0/8"));
        (await CallAsync(_client, 230)).Machine.Should().Be("web1");

        await ChangeAsync("order", Rule(200, "deny", $"{_client.Address}/32"), Rule(300, "permit", "10.0.0.0/8"));
        (await CallAsync(_client, 230)).Failure.Should().Be(Refused);
        (await CallAsync(_other, 230)).Machine.Should().Be("web1");
    }

    [Fact]
    public async Task Changed_list_ends_the_connection_that_it_denies_now_and_keeps_the_other()
    {
        await AddAsync("change", 240, Permit(100, _client), Permit(200, _other));
        using var ends = await Conversation.OpenAsync(_client, network.At(240));
        using var stays = await Conversation.OpenAsync(_other, network.At(240));
        await ends.AskAsync();
        var before = await stays.AskAsync();

        await ChangeAsync("change", Permit(200, _other));
        (await ends.AskAsync()).Failure.Should().Be(Reset);
        (await stays.AskAsync()).Should().Be(before);
        (await CallAsync(_client, 240)).Failure.Should().Be(Refused);

        await ChangeAsync("change");
        (await CallAsync(_client, 240)).Machine.Should().Be("web1");
        (await stays.AskAsync()).Should().Be(before);
    }

    [Fact]
    public async Task Permitted_client_never_notices_that_the_list_changes()
    {
        await AddAsync("busy", 270, Permit(100, _client));
        using var open = await Conversation.OpenAsync(_client, network.At(270));
        var before = await open.AskAsync();
        await using var load = Load.Start(_client, network.At(270));
        for (var i = 0; i < 10; i++)
        {
            await load.MoreAsync(20);
            await ChangeAsync("busy", i % 2 == 0 ? [Rule(i, "deny", "10.9.0.0/16"), Rule(500, "permit", "0.0.0.0/0")] : [Permit(100, _client)]);
        }

        (await load.StopAsync()).Should().OnlyContain(reply => reply.Failure == null);
        (await open.AskAsync()).Should().Be(before);
    }

    [Fact]
    public async Task Datagrams_of_a_denied_machine_are_refused_also_amid_a_conversation()
    {
        await AddAsync("udp", 250, "udp", Permit(100, _client));
        using var permitted = Datagrams.Open(_client, network.At(250));
        using var denied = Datagrams.Open(_other, network.At(250));
        (await permitted.AskAsync()).Machine.Should().Be("web1");
        (await denied.AskAsync()).Failure.Should().Be(Refused);

        await ChangeAsync("udp", Permit(100, _other));
        (await permitted.AskAsync()).Failure.Should().Be(Refused);
        (await denied.AskAsync()).Machine.Should().Be("web1");

        await ChangeAsync("udp");
        (await permitted.AskAsync()).Machine.Should().Be("web1");
    }

    [Fact]
    public async Task List_holds_after_a_restart_of_the_agent_and_guards_the_vip_only()
    {
        await AddAsync("kept", 260, Deny(100, _client));
        await Served.KillAsync();
        await Served.ServeAsync();

        (await CallAsync(_client, 260)).Failure.Should().Be(Refused);
        var web1 = await Served.InsideAsync("web1");
        (await Conversation.OnceAsync(_client, new System.Net.IPEndPoint(web1.Address, 8260))).Machine.Should().Be("web1");
    }

    private static AclRule Permit(int order, MachinePlace machine) => Rule(order, "permit", $"{machine.Address}/32");

    private static AclRule Deny(int order, MachinePlace machine) => Rule(order, "deny", $"{machine.Address}/32");

    private static AclRule Rule(int order, string action, string subnet) => new() { Order = order, Action = action, RemoteSubnet = subnet };

    private Task<Reply> CallAsync(MachinePlace from, int port) => Conversation.OnceAsync(from, network.At(port));

    private Task AddAsync(string set, int port, params List<AclRule> rules) => AddAsync(set, port, "tcp", rules);

    /// <summary>On web1 alone; gets its list once it answers everybody.</summary>
    private async Task AddAsync(string set, int port, string protocol, params List<AclRule> rules)
    {
        var endpoint = Documents.Member(set, port, 8000 + port, protocol, protocol == "udp" ? 80 : null);
        await Served.ChangeRoleAsync(Service, "web1", role => role.Endpoints().Add(endpoint));
        await Eventually.TrueAsync(async () => (await AskAsync(port, protocol)).Machine == "web1", $"{set} answers");
        await ChangeAsync(set, rules);
    }

    private async Task<Reply> AskAsync(int port, string protocol)
    {
        if (protocol == "tcp")
            return await CallAsync(_client, port);
        using var datagrams = Datagrams.Open(_client, network.At(port));
        return await datagrams.AskAsync();
    }

    private Task ChangeAsync(string set, params List<AclRule> rules) => Served.ChangeRoleAsync(
        Service, "web1", role => role.Endpoints().Single(e => e.LoadBalancedEndpointSetName == set).EndpointAcl = new EndpointAcl { Rules = rules });
}
