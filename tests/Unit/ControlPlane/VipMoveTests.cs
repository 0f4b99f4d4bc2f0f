using System.Text.Json;
using AwesomeAssertions;
using Ilb.ControlPlane.Status;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ilb.Unit.ControlPlane;

/// <summary>When the former address of a moved internal load balancer is released.</summary>
public sealed class VipMoveTests : IAsyncLifetime
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly NodeView _node = new();
    private TestService _service = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync(options => options with { Clock = _clock });
        _service.Host.SetNodeView(_node);
        await _service.PutNetworkAsync();
        await _service.MustAsync(HttpMethod.Post, "services/hostedservices", Requests.Service());
        await _service.MustAsync(HttpMethod.Post, $"{TestService.MyWebsite}/deployments", Requests.Deployment("MyWebsite1", "web1", "web2"));
        await _service.MustAsync(HttpMethod.Post, $"{TestService.MyDeployment}/loadbalancers", Requests.LoadBalancer(address: "10.1.0.9"));
        await _service.AddEndpointAsync("web1", Requests.Endpoint());
        await _service.AddEndpointAsync("web2", Requests.Endpoint());
        await UntilAsync(() => Sets.Single().Backends.All(backend => backend.State == BackendState.Up));
        _node.Flows = Sets.Single().Backends.ToDictionary(backend => backend.Slot.Index, _ => 3);
    }

    private IEnumerable<SetEntry> Sets => _service.Host.Feed.Current.Sets;

    [Fact]
    public async Task Backends_that_are_up_are_up_at_the_new_address_at_once()
    {
        _service.Agent.Probes = false;
        await MoveAsync("10.1.0.10");
        Sets.Single(set => !set.IsRetired).Backends.Should().OnlyContain(backend => backend.State == BackendState.Up);
        Sets.Single(set => set.IsRetired).Backends.Should().OnlyContain(backend => backend.State == BackendState.Draining);
    }

    [Fact]
    public async Task With_connections_the_old_address_is_kept_for_the_idle_timeout_and_no_longer()
    {
        await MoveAsync("10.1.0.10");
        await PassAsync(TimeSpan.FromSeconds(235));
        (await RetiredAsync()).Should().ContainSingle().Which.Should().Match<RetiredVipStatus>(vip => vip.Address == "10.1.0.9" && vip.Flows == 6);

        await UntilPassingAsync(async () => (await RetiredAsync()).Count == 0);
        Sets.Should().ContainSingle().Which.Address.ToString().Should().Be("10.1.0.10");
        (await _service.GetAsync("services/networking/VNetUSWest?op=checkavailability&address=10.1.0.9")).Body.Should().Contain("<IsAvailable>true");
    }

    [Fact]
    public async Task Without_connections_the_old_address_is_released_as_soon_as_that_is_seen()
    {
        await MoveAsync("10.1.0.10");
        await PassAsync(TimeSpan.FromSeconds(3));
        (await RetiredAsync()).Should().ContainSingle();
        _node.Flows = Sets.Single(set => !set.IsRetired).Backends.ToDictionary(backend => backend.Slot.Index, _ => 9);
        await UntilPassingAsync(async () => (await RetiredAsync()).Count == 0);
    }

    public async ValueTask DisposeAsync() => await _service.DisposeAsync();

    private Task<Ilb.Contracts.Operation> MoveAsync(string address) =>
        _service.MustAsync(HttpMethod.Put, $"{TestService.MyDeployment}/loadbalancers/MyILB", Requests.LoadBalancer(address: address));

    private async Task<IReadOnlyList<RetiredVipStatus>> RetiredAsync() =>
        JsonSerializer.Deserialize<StatusReport>((await _service.GetAsync("ilb/status")).Body, Json)!.Vips.Single().Retired;

    /// <summary>A second at a time, each seen by the owner.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }
    }

    private Task UntilPassingAsync(Func<Task<bool>> condition) => UntilAsync(async () =>
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        return await condition();
    });

    private static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition())
            await Task.Delay(10, patience.Token);
    }

    private sealed class NodeView : INodeView
    {
        public IReadOnlyDictionary<uint, int> Flows { get; set; } = new Dictionary<uint, int>();

        public IReadOnlyDictionary<string, ulong> Verdicts() => new Dictionary<string, ulong>();

        public IReadOnlyDictionary<uint, int> FlowsPerBackend() => Flows;

        public IReadOnlyDictionary<Slot, ulong> Denied(IEnumerable<Slot> frontends) => new Dictionary<Slot, ulong>();

        public IReadOnlyDictionary<Slot, ulong> OwnCalls(IEnumerable<Slot> backends) => new Dictionary<Slot, ulong>();

        public IReadOnlyList<MissingVip> MissingVips() => [];

        public IReadOnlyList<string> Limitations() => [];
    }
}
