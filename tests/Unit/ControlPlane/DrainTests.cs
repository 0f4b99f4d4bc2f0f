using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using AwesomeAssertions;
using Ilb.ControlPlane.Status;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>Draining through the routes; the flow table is a dictionary here.</summary>
public sealed class DrainTests : IAsyncLifetime
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly NodeView _node = new();
    private TestService _service = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartBalancedAsync(options => options with { Clock = _clock });
        _service.Host.SetNodeView(_node);
        await UntilAsync(() => Backends.All(backend => backend.State == BackendState.Up));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private IReadOnlyList<BackendEntry> Backends => _service.Host.Feed.Current.Sets.Single().Backends;

    [Fact]
    public async Task A_machine_is_taken_out_shown_with_what_is_left_and_taken_in_again()
    {
        _node.Flows = new() { [Backends[0].Slot.Index] = 3, [Backends[1].Slot.Index] = 4 };
        await _service.MustAsync(HttpMethod.Post, "ilb/drains", """{"machines":["web1"],"deadlineSeconds":60,"atEnd":"keep","udp":"move"}""");
        Backends.Select(backend => backend.State).Should().Equal(BackendState.Draining, BackendState.Up);

        var line = (await DrainsAsync()).Should().ContainSingle().Subject;
        (line.Machine, line.Set, line.State, line.Flows).Should().Be(("MyWebsite1/web1", null, "draining", 3));
        (line.Terms.Deadline - line.Terms.Since, line.Terms.AtEnd, line.Terms.Udp).Should().Be((TimeSpan.FromMinutes(1), "keep", "move"));
        var shown = (await StatusAsync()).Vips.Single().Sets.Single().Backends[0];
        (shown.Health, shown.Flows, shown.Drain).Should().Be(("draining", 3, line.Terms));

        _clock.Advance(TimeSpan.FromMinutes(1));
        (await DrainsAsync()).Single().State.Should().Be("overdue");
        _node.Flows = [];
        (await DrainsAsync()).Single().State.Should().Be("drained");
        (await StatusAsync()).Vips.Single().Sets.Single().Backends[0].Health.Should().Be("drained");

        await _service.MustAsync(HttpMethod.Delete, "ilb/drains?machines=MyWebsite1/web1,web2");
        (await DrainsAsync()).Should().BeEmpty();
        await UntilAsync(() => Backends.All(backend => backend.State == BackendState.Up));
    }

    [Fact]
    public async Task At_the_deadline_what_is_left_is_cut_off_though_nobody_asks()
    {
        _node.Flows = new() { [Backends[0].Slot.Index] = 3 };
        await _service.MustAsync(HttpMethod.Post, "ilb/drains", """{"machines":["web1","web2"],"set":"intwebeplb","deadlineSeconds":30,"atEnd":"reset"}""");
        _clock.Advance(TimeSpan.FromSeconds(29));
        (await DrainsAsync()).Select(line => (line.Set, line.State)).Should().Equal(("intwebeplb", "draining"), ("intwebeplb", "drained"));
        Backends.Should().OnlyContain(backend => backend.State == BackendState.Draining);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await UntilAsync(() => Backends.All(backend => backend.State == BackendState.CutOff));
        (await DrainsAsync())[0].State.Should().Be("draining", "its connections are not gone yet");
    }

    [Fact]
    public async Task A_set_that_nobody_serves_any_more_is_remarked()
    {
        var operation = await _service.MustAsync(HttpMethod.Post, "ilb/drains", """{"machines":["web1","web2"]}""");
        operation.Notes.Should().Equal("MyWebsite1/intwebeplb takes no new connections now: all its machines are taken out.");
        (await StatusAsync()).AllServed.Should().BeFalse();
    }

    [Theory]
    [InlineData("", "The body is no drain")]
    [InlineData("null", "The body is no drain")]
    [InlineData("{\"machine\":\"web1\"}", "The body is no drain")]
    [InlineData("{\"machines\":[\"web1\"],\"deadlineSeconds\":\"5m\"}", "The body is no drain")]
    [InlineData("{}", "At least one machine is needed")]
    [InlineData("{\"machines\":[\"web1\"],\"atEnd\":\"reset\"}", "one is needed, 0 seconds for at once")]
    public async Task A_request_that_is_none_says_what_is_wrong(string body, string message)
    {
        var answer = await _service.SendAsync(HttpMethod.Post, "ilb/drains", body);
        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Message.Should().Contain(message);
    }

    [Fact]
    public async Task Nobody_takes_out_machines_of_another_subscription()
    {
        using var key = RSA.Create(2048);
        using var other = new CertificateRequest("CN=other", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var id = await _service.Host.AddSubscriptionAsync("other", other);
        var client = _service.NewClient(other);
        var answer = await TestService.SendAsync(client, HttpMethod.Post, $"{id}/ilb/drains", """{"machines":["MyWebsite1/web1"]}""");
        answer.Status.Should().Be(HttpStatusCode.NotFound);
        answer.Message.Should().NotContain("web2");
        (await TestService.SendAsync(client, HttpMethod.Get, $"{id}/ilb/drains")).Body.Should().Be("[]");
    }

    private async Task<IReadOnlyList<DrainLine>> DrainsAsync() =>
        JsonSerializer.Deserialize<List<DrainLine>>((await _service.GetAsync("ilb/drains")).Body, Json)!;

    private async Task<StatusReport> StatusAsync() => JsonSerializer.Deserialize<StatusReport>((await _service.GetAsync("ilb/status")).Body, Json)!;

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(10, patience.Token);
    }

    private sealed class NodeView : INodeView
    {
        public Dictionary<uint, int> Flows { get; set; } = [];

        public IReadOnlyDictionary<string, ulong> Verdicts() => new Dictionary<string, ulong>();

        public IReadOnlyDictionary<uint, int> FlowsPerBackend() => Flows;

        public IReadOnlyDictionary<Slot, ulong> Denied(IEnumerable<Slot> frontends) => new Dictionary<Slot, ulong>();

        public IReadOnlyDictionary<Slot, ulong> OwnCalls(IEnumerable<Slot> backends) => new Dictionary<Slot, ulong>();

        public IReadOnlyList<MissingVip> MissingVips() => [];

        public IReadOnlyList<string> Limitations() => [];
    }
}
