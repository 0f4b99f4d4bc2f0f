using System.Net;
using System.Text.Json;
using AwesomeAssertions;
using Ilb.ControlPlane.Traces;
using Ilb.Model.Addressing;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>Traces as a subscription is told of them; what the kernel says is made up here.</summary>
public sealed class TraceTests : IAsyncLifetime
{
    private TestService _service = null!;
    private TraceQuery? _asked;
    private Func<TraceQuery, TraceAnswer?> _says = _ => null;

    private SetEntry Set => _service.Host.Feed.Current.Sets.Single();

    private BackendEntry Web1 => Set.Backends[0];

    private BackendEntry Web2 => Set.Backends[1];

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartBalancedAsync();
        _service.Host.SetNodeView(new FlowList([], query => _says(_asked = query)));
        _says = query => Balanced(query);
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData("VIP:100", "VIP:100", Protocol.Tcp)]
    [InlineData("MyWebsite1/intwebeplb", "VIP:100", Protocol.Tcp)]
    [InlineData("INTWEBEPLB", "VIP:100", Protocol.Tcp)]
    [InlineData("web2:8080", "WEB2:8080", Protocol.Tcp)]
    [InlineData("192.0.2.1:53&protocol=UDP", "192.0.2.1:53", Protocol.Udp)]
    public async Task A_place_is_a_vip_a_machine_or_a_set(string to, string place, Protocol protocol)
    {
        await AskAsync(Filled(to));
        (_asked!.Destination.ToString(), _asked.Protocol, _asked.Source.Port).Should().Be((Filled(place), protocol, 0));
        (_asked.Port.Index, _asked.Source.Address).Should().Be((Web1.Port, Web1.Address));
    }

    [Fact]
    public async Task A_new_connection_is_told_step_by_step_in_names()
    {
        var report = await AskAsync("intwebeplb&sourcePort=40000");
        report.Steps.Select(step => step.What).Should().Equal("port", "flow", "route", "access", "table", "rewrite", "end");
        report.Steps.Select(step => step.Text).Should().Equal(
            $"MyWebsite1/web1's interface, port {_asked!.Port} of VNetUSWest; source address {Web1.Address} is its own",
            $"none from {Web1.Address}:40000 to {Set.Address}:100",
            $"{Set.Address} is the VIP of MyWebsite1/MyILB; port 100 is of MyWebsite1/intwebeplb",
            "everybody may call it",
            "place 4,711 of 16,001 → MyWebsite1/web2",
            $"{Set.Address}:100 → {Web2.Address}:100",
            "delivered to MyWebsite1/web2 (balanced: from a client to its backend); it would be a new flow");
        (report.Set, report.Backend, report.DeliveredTo, report.ArrivesAt).Should().Be(("MyWebsite1/intwebeplb", "MyWebsite1/web2", "MyWebsite1/web2", $"{Web2.Address}:100"));
    }

    [Fact]
    public async Task A_flow_that_decides_is_told_and_what_was_not_asked_is_left_out()
    {
        _says = query => Balanced(query) with { Route = null, Table = null, OpensFlow = false, Flow = Found(query), IsInOverflow = true };
        var report = await AskAsync("intwebeplb&sourcePort=40000&midFlow=true");
        report.Steps.Select(step => step.What).Should().Equal("port", "flow", "rewrite", "end");
        report.Steps[1].Text.Should().Be(
            $"established, idle 3 of 240 s: {Web1.Address}:40000 to {Set.Address}:100, MyWebsite1/intwebeplb, which MyWebsite1/web2 has, beside its full bucket");
        (_asked!.IsMidFlow, report.IsMidFlow, report.Flow!.Backend).Should().Be((true, true, "MyWebsite1/web2"));
    }

    [Fact]
    public async Task A_flow_whose_backend_does_not_take_it_any_more_is_told_why()
    {
        _says = query => Balanced(query) with { Flow = Found(query) };
        (await AskAsync("intwebeplb")).Steps[1].Text.Should().EndWith("has; a new one takes its place");
        _says = query => Balanced(query) with { Flow = Found(query) with { Backend = new Slot(999, 9) } };
        (await AskAsync("intwebeplb")).Steps[1].Text.Should().EndWith("whose backend is gone; this is a new one");
    }

    [Fact]
    public async Task What_does_not_arrive_arrives_nowhere()
    {
        _says = query => Balanced(query) with { Verdict = "acl_denied", Action = "REFUSE", Table = null, ToPort = null, OpensFlow = false, Rule = new(new Slot(1, 1), false, null) };
        var report = await AskAsync("intwebeplb");
        (report.Outcome, report.DeliveredTo, report.ArrivesAt).Should().Be(("refused", null, null));
        report.Steps.Select(step => step.What).Should().Equal("port", "flow", "route", "access", "end");
        report.Steps[3].Text.Should().Be($"no rule of the list names {Web1.Address}, which denies it");
        report.Access.Should().Be(new TraceRule(null, "deny", null));
    }

    [Theory]
    [InlineData("from=web9&to=VIP:100", "404 ResourceNotFound", "There is no machine 'web9'; there are: MyWebsite1/web1, MyWebsite1/web2.")]
    [InlineData("to=VIP:100", "400 MissingOrInvalidRequiredQueryParameter", "The query parameter from was not specified.")]
    [InlineData("from=web1&to=VIP", "404 ResourceNotFound", "'VIP' is no place to call: ")]
    [InlineData("from=web1&to=web1:0", "404 ResourceNotFound", "'web1:0' is no place to call: ")]
    [InlineData("from=web1&to=web7:80", "404 ResourceNotFound", "There is no machine 'web7'; there are: ")]
    [InlineData("from=web1&to=VIP:100&protocol=icmp", "400 BadRequest", "protocol 'icmp' is neither tcp nor udp.")]
    [InlineData("from=web1&to=VIP:100&sourcePort=70000", "400 BadRequest", "sourcePort '70000' is no number from 1 to 65535.")]
    [InlineData("from=web1&to=VIP:100&midFlow=perhaps", "400 BadRequest", "midFlow 'perhaps' is neither true nor false.")]
    [InlineData("from=web1&to=[fd00::6]:100", "400 BadRequest", "MyWebsite1/web1 has no IPv6 address, so that it can't call [fd00::6]:100.")]
    public async Task What_can_not_be_tried_is_told(string query, string outcome, string message)
    {
        var answer = await _service.GetAsync($"ilb/trace?{Filled(query)}");
        answer.Outcome.Should().Be(outcome);
        answer.Message.Should().StartWith(Filled(message));
    }

    [Fact]
    public async Task A_node_that_can_not_try_it_says_why()
    {
        _says = _ => throw new TraceException("it can't.");
        var answer = await _service.GetAsync("ilb/trace?from=web1&to=intwebeplb");
        (answer.Outcome, answer.Message).Should().Be(("503 ServerBusy", "No packet can be tried now: it can't."));
        _says = _ => null;
        (await _service.GetAsync("ilb/trace?from=web1&to=intwebeplb")).Message.Should().StartWith("MyWebsite1/web1 has no interface now");
    }

    [Fact]
    public async Task A_stopped_machine_sends_nothing()
    {
        await _service.MustAsync(HttpMethod.Post, $"{TestService.MyDeployment}/roleinstances/web1/operations", Requests.Operation("ShutdownRoleOperation"));
        var answer = await _service.GetAsync("ilb/trace?from=web1&to=intwebeplb");
        (answer.Outcome, answer.Message).Should().Be(("400 BadRequest", "MyWebsite1/web1 is stopped: it sends nothing."));
    }

    private string Filled(string text) => text
        .Replace("VIP", Set.Address.ToString(), StringComparison.Ordinal)
        .Replace("WEB2", Web2.Address.ToString(), StringComparison.Ordinal);

    private async Task<TraceReport> AskAsync(string to)
    {
        var answer = await _service.GetAsync($"ilb/trace?from=web1&to={to}");
        answer.Outcome.Should().Be("200", answer.Body);
        return JsonSerializer.Deserialize<TraceReport>(answer.Body, JsonSerializerOptions.Web)!;
    }

    private TraceAnswer Balanced(TraceQuery query) => new(
        query.Source, query.Destination, query.Source, new IPEndPoint(Web2.Address, Web2.LocalPort), "balanced", "DELIVER", "from a client to its backend", Set.Network)
    {
        Route = "vip",
        Frontend = Set.Frontend,
        Backend = Web2.Slot,
        ToPort = Web2.Port,
        Mtu = 1500,
        OpensFlow = true,
        Table = new TracedPlace(4711, 16_001),
    };

    private Flow Found(TraceQuery query) => new(
        Set.Network, query.Source, query.Destination, new IPEndPoint(Web2.Address, Web2.LocalPort), (ushort)query.Source.Port, Protocol.Tcp, Web2.Slot, Proven: true, Closed: false)
    {
        Idle = TimeSpan.FromSeconds(3),
        IdleTimeout = TimeSpan.FromMinutes(4),
    };
}
