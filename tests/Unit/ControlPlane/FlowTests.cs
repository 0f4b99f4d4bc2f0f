using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using AwesomeAssertions;
using Ilb.ControlPlane.Status;
using Ilb.Model.Addressing;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>Flows as a subscription is told of them; the table is a list here.</summary>
public sealed class FlowTests : IAsyncLifetime
{
    private readonly List<Flow> _table = [];
    private TestService _service = null!;

    private SetEntry Set => _service.Host.Feed.Current.Sets.Single();

    private BackendEntry Web1 => Set.Backends[0];

    private BackendEntry Web2 => Set.Backends[1];

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartBalancedAsync();
        _service.Host.SetNodeView(new FlowList(_table));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_flow_has_the_names_of_set_backend_client_and_network()
    {
        _table.Add(Balanced(Web1, $"{Web2.Address}:40000") with { SeenPort = 50000, Proven = true, Idle = TimeSpan.FromSeconds(3), Age = TimeSpan.FromMinutes(1), FromClient = new(10, 999), FromServer = new(20, 5_000) });
        var report = await AskAsync();
        report.Total.Should().Be(1);
        report.Flows.Should().Equal(new FlowLine(
            "VNetUSWest", "tcp", $"{Web2.Address}:40000", "MyWebsite1/web2", 50000, $"{Set.Address}:100", false, "MyWebsite1/intwebeplb",
            "MyWebsite1/web1", $"{Web1.Address}:100", "established", 3, 240, 60, 10, 999, 20, 5_000));
    }

    [Fact]
    public async Task A_direct_flow_belongs_to_no_set_and_a_stranger_is_no_machine()
    {
        _table.Add(Direct(Web1, "10.9.0.7:40000"));
        var flow = (await AskAsync()).Flows.Single();
        (flow.IsDirect, flow.Set, flow.ClientMachine, flow.SeenPort, flow.Called).Should().Be((true, null, null, null, $"{Web1.Address}:100"));
    }

    [Theory]
    [InlineData(Protocol.Tcp, false, false, false, "syn")]
    [InlineData(Protocol.Tcp, true, false, false, "established")]
    [InlineData(Protocol.Tcp, true, true, false, "half-closed")]
    [InlineData(Protocol.Tcp, true, false, true, "closed")]
    [InlineData(Protocol.Udp, false, false, false, "unanswered")]
    [InlineData(Protocol.Udp, true, false, false, "answered")]
    public async Task A_state_is_a_word(Protocol protocol, bool proven, bool halfClosed, bool closed, string word)
    {
        _table.Add(Balanced(Web1, "10.1.0.9:1") with { Protocol = protocol, Proven = proven, HalfClosed = halfClosed, Closed = closed });
        (await AskAsync()).Flows.Single().State.Should().Be(word);
    }

    [Theory]
    [InlineData("vip=VIP", "a", "b", "c")]
    [InlineData("vip=VIP:100", "a", "b", "c")]
    [InlineData("backend=web2", "b")]
    [InlineData("backend=mywebsite1/WEB1", "a", "c", "d")]
    [InlineData("client=10.1.0.50", "a", "b")]
    [InlineData("client=10.1.0.50:1", "a")]
    [InlineData("client=web2", "d")]
    [InlineData("client=10.1.0.50&backend=web1&vip=VIP", "a")]
    [InlineData("", "a", "b", "c", "d")]
    public async Task Filters_leave_what_they_name(string query, params string[] expected)
    {
        Flow[] flows =
        [
            Balanced(Web1, "10.1.0.50:1"), Balanced(Web2, "10.1.0.50:2"), Balanced(Web1, "10.1.0.51:1"), Direct(Web1, $"{Web2.Address}:9"),
        ];
        _table.AddRange(flows);
        var report = await AskAsync(query.Replace("VIP", Set.Address.ToString(), StringComparison.Ordinal));
        report.Flows.Select(flow => flow.Client).Should().BeEquivalentTo(expected.Select(one => flows[one[0] - 'a'].Client.ToString()));
        report.Total.Should().Be(expected.Length);
    }

    [Fact]
    public async Task Of_more_than_the_limit_those_with_the_latest_packets_are_shown_first_and_all_are_counted()
    {
        foreach (var idle in (int[])[7, 1, 9, 3, 5])
            _table.Add(Balanced(Web1, $"10.1.0.9:{idle}") with { Idle = TimeSpan.FromSeconds(idle) });
        var report = await AskAsync("limit=3");
        report.Flows.Select(flow => flow.IdleSeconds).Should().Equal(1, 3, 5);
        report.Total.Should().Be(5);
    }

    [Fact]
    public async Task A_flow_that_was_idle_for_too_long_is_none_though_nobody_swept_it_yet()
    {
        _table.Add(Balanced(Web1, "10.1.0.9:1") with { Idle = TimeSpan.FromSeconds(241) });
        (await AskAsync()).Should().BeEquivalentTo(new FlowReport(0, []));
    }

    [Theory]
    [InlineData("vip=10.1.0.200", "404 ResourceNotFound", "There is no VIP '10.1.0.200'; there are: ")]
    [InlineData("vip=web1", "404 ResourceNotFound", "There is no VIP 'web1'; there are: ")]
    [InlineData("client=web9", "404 ResourceNotFound", "There is no machine 'web9'; there are: MyWebsite1/web1, MyWebsite1/web2.")]
    [InlineData("backend=10.1.0.4", "404 ResourceNotFound", "There is no machine '10.1.0.4'; there are: MyWebsite1/web1, MyWebsite1/web2.")]
    [InlineData("limit=0", "400 BadRequest", "limit '0' is no number from 1 to 10000.")]
    public async Task A_filter_that_names_nothing_is_told_what_there_is(string query, string outcome, string message)
    {
        var answer = await _service.GetAsync($"ilb/flows?{query}");
        answer.Outcome.Should().Be(outcome);
        answer.Message.Should().StartWith(message);
    }

    [Fact]
    public async Task Without_an_agent_it_says_so()
    {
        await using var alone = await TestService.StartAsync();
        (await alone.GetAsync("ilb/flows")).Outcome.Should().Be("503 ServerBusy");
    }

    [Fact]
    public async Task A_slot_of_an_earlier_tenant_is_not_this_ones()
    {
        _table.Add(Balanced(Web1, "10.1.0.9:1") with { Backend = Web1.Slot with { Generation = Web1.Slot.Generation + 1 } });
        (await AskAsync()).Total.Should().Be(0);
    }

    [Fact]
    public async Task One_subscription_never_sees_the_flows_of_another_though_their_networks_have_the_same_addresses()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=tenant", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var tenant = await _service.Host.AddSubscriptionAsync("tenant", certificate);
        var client = _service.NewClient(certificate);
        _table.AddRange([Balanced(Web1, "10.1.0.9:1"), Direct(Web2, "10.1.0.9:2")]);
        Task<Answer> Ask(string path) => TestService.SendAsync(client, HttpMethod.Get, path);

        (await AskAsync()).Total.Should().Be(2, "it is there to be seen");
        (await Ask($"{tenant}/ilb/flows")).Body.Should().Be("""{"total":0,"flows":[]}""");
        (await Ask($"{tenant}/ilb/flows?client=10.1.0.9")).Body.Should().Be("""{"total":0,"flows":[]}""");
        foreach (var filter in (string[])["vip=" + Set.Address, "backend=web1", "client=web1"])
            (await Ask($"{tenant}/ilb/flows?{filter}")).Message.Should().EndWith("there are: (none).", "names are told no more than flows");
        (await Ask($"{_service.Subscription}/ilb/flows")).Outcome.Should().Be("403 AuthenticationFailed");
    }

    private Flow Balanced(BackendEntry backend, string client) => Direct(backend, client) with { Called = new IPEndPoint(Set.Address, Set.PublicPort) };

    private Flow Direct(BackendEntry backend, string client)
    {
        var (caller, server) = (IPEndPoint.Parse(client), new IPEndPoint(backend.Address, backend.LocalPort));
        return new Flow(Set.Network, caller, server, server, (ushort)caller.Port, Protocol.Tcp, backend.Slot, Proven: false, Closed: false)
        {
            IdleTimeout = TimeSpan.FromMinutes(4),
        };
    }

    private async Task<FlowReport> AskAsync(string query = "") =>
        JsonSerializer.Deserialize<FlowReport>((await _service.GetAsync($"ilb/flows?{query}")).Body, JsonSerializerOptions.Web)!;
}
