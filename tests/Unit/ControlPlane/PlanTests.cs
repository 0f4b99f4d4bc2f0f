using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using AwesomeAssertions;
using Ilb.Contracts;
using Ilb.ControlPlane.Plans;
using Ilb.ControlPlane.Status;
using Ilb.Model.Addressing;
using Ilb.Model.Feed;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static Ilb.Unit.ControlPlane.TestService;

namespace Ilb.Unit.ControlPlane;

/// <summary>Plans over the wire: the whole API, answered by a shadow.</summary>
public sealed class PlanTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async ValueTask InitializeAsync() => _service = await StartBalancedAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_change_in_a_plan_is_seen_there_and_nowhere_else()
    {
        var before = _service.Host.Feed.Current;
        var status = (await _service.GetAsync("ilb/status")).Body;
        var plan = await BeginAsync();
        var operation = (await MustAsync(plan, HttpMethod.Post, $"{MyDeployment}/roles", Requests.Role("web3"))).RequestId;
        (await GetAsync(plan, $"operations/{operation}")).As<Operation>().Status.Should().Be("Succeeded", "nobody has to be waited for");
        (await GetAsync(plan, MyDeployment)).As<Deployment>().RoleInstanceList!.Select(i => (i.RoleName, i.InstanceStatus)).Should().Contain(("web3", "ReadyRole"));

        (await _service.GetAsync($"{MyDeployment}/roles/web3")).Outcome.Should().Be("404 ResourceNotFound");
        (await _service.GetAsync($"operations/{operation}")).Outcome.Should().Be("404 ResourceNotFound");
        (await _service.GetAsync("ilb/status")).Body.Should().Be(status);
        _service.Host.Feed.Current.Should().BeSameAs(before, "no agent hears of it");
    }

    [Fact]
    public async Task What_the_plan_said_is_what_happens()
    {
        var plan = await BeginAsync();
        await AddWeb3Async((method, path, body) => MustAsync(plan, method, path, body));
        var report = await ReportAsync(plan);
        var before = _service.Host.Feed.Current;
        await AddWeb3Async(async (method, path, body) =>
        {
            await _service.MustAsync(method, path, body);
            return null!;
        });
        await UntilUpAsync(3);

        var after = _service.Host.Feed.Current;
        report.Tables.Should().Equal(Tables.Between(before, after, _service.Subscription)).And.ContainSingle();
        report.Tables[0].UnavoidablePercent.Should().BeApproximately(33.3, 0.1);
        report.Addresses.Should().Equal(Addresses.Between(before, after, _service.Subscription)).And.ContainSingle();
        report.Changes.Select(change => $"{change.Action} {change.Kind} {change.Name}").Should().Equal(
            "add machine MyWebsite1/web3", "add backend web3/intwebep of MyWebsite1/intwebeplb");
        report.Summary.Should().Be("2 to add, nothing to change, nothing to remove.");
        report.Traffic.Should().Contain("MyWebsite1/web3/intwebep: no connection before a probe was answered, which is taken for granted here.");
    }

    [Fact]
    public async Task Nothing_done_is_nothing_changed()
    {
        var report = await ReportAsync(await BeginAsync());
        (report.Summary, report.IsStale).Should().Be(("Nothing changes.", false));
        report.Changes.Should().BeEmpty();
        report.Tables.Should().BeEmpty();
        report.Addresses.Should().BeEmpty();
        report.Traffic.Should().BeEmpty();
    }

    [Fact]
    public async Task Connections_are_told_what_becomes_of_them()
    {
        var set = _service.Host.Feed.Current.Sets.Single();
        Flow To(int backend, int port) => new(
            set.Network, new IPEndPoint(IPAddress.Parse("10.1.0.9"), port), new IPEndPoint(set.Address, set.PublicPort),
            new IPEndPoint(set.Backends[backend].Address, 100), (ushort)port, Protocol.Tcp, set.Backends[backend].Slot, Proven: true, Closed: false)
        {
            IdleTimeout = TimeSpan.FromMinutes(4),
        };
        _service.Host.SetNodeView(new FlowList([To(0, 1), To(1, 2), To(1, 3), To(1, 4) with { Closed = true }]));
        var plan = await BeginAsync();
        await MustAsync(plan, HttpMethod.Delete, $"{MyDeployment}/roles/web2");
        var report = await ReportAsync(plan);
        report.Flows!.Total.Should().Be(3, "what is closed is over");
        report.Flows.Groups.Should().Equal(new FlowGroup("kept", null, 1), new FlowGroup("ends", "MyWebsite1/web2 is removed", 2));
        report.Flows.Touched.Select(one => (one.Fate, one.Flow.Client, one.Flow.Backend)).Should().BeEquivalentTo(
            [("ends", "10.1.0.9:2", "MyWebsite1/web2"), ("ends", "10.1.0.9:3", "MyWebsite1/web2")]);
        report.Traffic.Take(2).Should().Equal("1 of 3 connections goes on.", "2 of 3 connections end: MyWebsite1/web2 is removed.");
    }

    [Fact]
    public async Task The_shadow_itself_asks_no_agent_whose_numbers_may_be_anothers()
    {
        _service.Host.SetNodeView(new FlowList([]));
        var plan = await BeginAsync();
        (await GetAsync(plan, "ilb/flows")).Outcome.Should().Be("503 ServerBusy");
        JsonSerializer.Deserialize<StatusReport>((await GetAsync(plan, "ilb/status")).Body, JsonSerializerOptions.Web)!.Verdicts.Should().BeEmpty();
    }

    [Fact]
    public async Task What_the_rules_refuse_is_refused_in_the_same_words_and_noted()
    {
        var plan = await BeginAsync();
        const string path = $"{MyDeployment}/loadbalancers";
        var inPlan = await SendAsync(plan, HttpMethod.Post, path, Requests.LoadBalancer("Second"));
        var inForce = await _service.SendAsync(HttpMethod.Post, path, Requests.LoadBalancer("Second"));
        (inPlan.Outcome, inPlan.Message).Should().Be((inForce.Outcome, inForce.Message));
        (await GetAsync(plan, "services/hostedservices/nosuch")).Outcome.Should().Be("404 ResourceNotFound");
        (await ReportAsync(plan)).Problems.Should().Equal(
            new PlanProblem(inPlan.RequestId, $"POST {path}", null, inForce.Code, inForce.Message));
    }

    [Fact]
    public async Task Machines_that_stop_and_start_are_as_they_are_wanted()
    {
        var plan = await BeginAsync();
        const string operations = $"{MyDeployment}/roleinstances/web2/operations";
        await MustAsync(plan, HttpMethod.Post, operations, Requests.Operation("ShutdownRoleOperation"));
        (await ReportAsync(plan)).Traffic.Should().Contain(
            "Of new connections to MyWebsite1/intwebeplb 50.0 % go to another backend than before; with these shares 50.0 % is the least.");
        await MustAsync(plan, HttpMethod.Post, operations, Requests.Operation("StartRoleOperation"));
        var report = await ReportAsync(plan);
        report.Tables.Should().BeEmpty();
        report.Summary.Should().Be("Nothing changes.");
    }

    [Fact]
    public async Task A_backend_that_is_down_stays_so()
    {
        _service.Agent.Probes = false;
        await _service.MustAsync(HttpMethod.Post, $"{MyDeployment}/roles", Requests.Role("web3"));
        await _service.AddEndpointAsync("web3", Requests.Endpoint());
        var plan = await BeginAsync();
        await MustAsync(plan, HttpMethod.Post, $"{MyDeployment}/roles", Requests.Role("web4"));
        (await ReportAsync(plan)).Tables.Should().BeEmpty();
        await MustAsync(plan, HttpMethod.Delete, $"{MyDeployment}/roles/web1");
        await MustAsync(plan, HttpMethod.Delete, $"{MyDeployment}/roles/web2");
        (await ReportAsync(plan)).Traffic.Should().Contain("MyWebsite1/intwebeplb has no backend that takes new connections: they are refused.");
    }

    [Fact]
    public async Task A_plan_belongs_to_one_subscription()
    {
        var (tenant, client) = await NewTenantAsync();
        var plan = await BeginAsync();
        foreach (var (method, path) in ((HttpMethod, string)[])[(HttpMethod.Get, plan), (HttpMethod.Delete, plan), (HttpMethod.Get, plan + "/ilb/status")])
            (await TestService.SendAsync(client, method, $"{tenant}/{path}")).Outcome.Should().Be("404 ResourceNotFound");
        (await TestService.SendAsync(client, HttpMethod.Get, $"{_service.Subscription}/{plan}")).Outcome.Should().Be("403 AuthenticationFailed");
        (await ReportAsync(plan)).Summary.Should().Be("Nothing changes.", "it is still there");
        var theirs = (await TestService.SendAsync(client, HttpMethod.Post, $"{tenant}/ilb/plans")).Body;
        theirs.Should().NotContain("MyWebsite1").And.NotContain("10.1.");
    }

    [Fact]
    public async Task It_says_when_its_subscription_has_changed_and_no_other()
    {
        var (tenant, client) = await NewTenantAsync();
        var plan = await BeginAsync();
        (await TestService.SendAsync(client, HttpMethod.Post, $"{tenant}/services/hostedservices", Requests.Service("theirs"))).Outcome.Should().Be("201");
        (await ReportAsync(plan)).IsStale.Should().BeFalse();
        await _service.MustAsync(HttpMethod.Post, "services/hostedservices", Requests.Service("ours"));
        (await ReportAsync(plan)).IsStale.Should().BeTrue();
    }

    [Fact]
    public async Task A_plan_that_was_ended_or_never_begun_changes_nothing()
    {
        var plan = await BeginAsync();
        (await _service.SendAsync(HttpMethod.Delete, plan)).Outcome.Should().Be("200");
        foreach (var over in (string[])[plan, $"ilb/plans/{Guid.NewGuid():N}"])
            (await SendAsync(over, HttpMethod.Post, "services/hostedservices", Requests.Service("new"))).Outcome.Should().Be("404 ResourceNotFound");
        (await _service.GetAsync("services/hostedservices/new")).Outcome.Should().Be("404 ResourceNotFound");
    }

    [Fact]
    public async Task Inside_a_plan_there_are_no_plans() =>
        (await SendAsync(await BeginAsync(), HttpMethod.Post, "ilb/plans")).Outcome.Should().Be("404 ResourceNotFound");

    [Fact]
    public async Task There_are_some_at_a_time_and_each_ends_some_minutes_after_its_last_use()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var service = await StartAsync(options => options with { Clock = clock });
        Task<Answer> Begin() => service.SendAsync(HttpMethod.Post, "ilb/plans");
        var first = $"ilb/plans/{(await Begin()).RequestId}";
        for (var i = 1; i < PlanBook.Most; i++)
            (await Begin()).Outcome.Should().Be("201");
        (await Begin()).Outcome.Should().Be("503 ServerBusy");
        clock.Advance(PlanBook.Kept - TimeSpan.FromSeconds(1));
        (await service.GetAsync(first)).Outcome.Should().Be("200");
        clock.Advance(TimeSpan.FromSeconds(2));
        (await Begin()).Outcome.Should().Be("201", "all but the first are over");
        (await service.GetAsync(first)).Outcome.Should().Be("200");
        clock.Advance(PlanBook.Kept);
        (await service.GetAsync(first)).Outcome.Should().Be("404 ResourceNotFound");
    }

    [Fact]
    public async Task A_shared_key_is_in_no_report()
    {
        await using var service = await StartConnectedAsync();
        var plan = $"ilb/plans/{(await service.SendAsync(HttpMethod.Post, "ilb/plans")).RequestId}";
        const string key = $"{MyGateway}/connection/hq/sharedkey";
        (await service.SendAsync(HttpMethod.Post, $"{plan}/{key}", XmlDocuments.ToText(new SharedKey { Value = "VerySecret123" }))).Status.Should().Be(HttpStatusCode.Accepted);
        var body = (await service.GetAsync(plan)).Body;
        body.Should().Contain("shared key: another one").And.NotContain("VerySecret123");
        (await service.GetAsync($"{plan}/{key}")).As<SharedKey>().Value.Should().Be("VerySecret123");
        (await service.GetAsync(key)).As<SharedKey>().Value.Should().NotBe("VerySecret123");
    }

    private async Task<string> BeginAsync()
    {
        var answer = await _service.SendAsync(HttpMethod.Post, "ilb/plans");
        answer.Status.Should().Be(HttpStatusCode.Created);
        return $"ilb/plans/{answer.RequestId}";
    }

    private Task<Answer> GetAsync(string plan, string path) => SendAsync(plan, HttpMethod.Get, path);

    private Task<Answer> SendAsync(string plan, HttpMethod method, string path, string? body = null) => _service.SendAsync(method, $"{plan}/{path}", body);

    private async Task<Answer> MustAsync(string plan, HttpMethod method, string path, string? body = null)
    {
        var answer = await SendAsync(plan, method, path, body);
        ((int)answer.Status).Should().BeLessThan(300, answer.Body);
        return answer;
    }

    private async Task<PlanReport> ReportAsync(string plan) =>
        JsonSerializer.Deserialize<PlanReport>((await _service.GetAsync(plan)).Body, JsonSerializerOptions.Web)!;

    private static async Task AddWeb3Async(Func<HttpMethod, string, string?, Task<Answer>> sendAsync)
    {
        await sendAsync(HttpMethod.Post, $"{MyDeployment}/roles", Requests.Role("web3"));
        var role = XmlDocuments.ReadAnswer<Role>(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Requests.Role("web3"))));
        role.ConfigurationSets!.Single(set => set.ConfigurationSetType == "NetworkConfiguration").InputEndpoints!.Add(Requests.Endpoint());
        await sendAsync(HttpMethod.Put, $"{MyDeployment}/roles/web3", XmlDocuments.ToText(role));
    }

    private async Task UntilUpAsync(int backends)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (_service.Host.Feed.Current.Sets.Single().Backends.Count(backend => backend.State == Ilb.Model.Snapshots.BackendState.Up) != backends)
            await Task.Delay(10, patience.Token);
    }

    private async Task<(Guid Id, HttpClient Client)> NewTenantAsync()
    {
        using var key = RSA.Create(2048);
        var certificate = new CertificateRequest("CN=tenant", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return (await _service.Host.AddSubscriptionAsync("tenant", certificate), _service.NewClient(certificate));
    }
}
