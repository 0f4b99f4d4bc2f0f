using Ilb.Agent.Attached;
using Ilb.Agent.Gateways;
using Ilb.Agent.Machines;
using Ilb.Agent.Metrics;
using Ilb.Agent.Probes;
using Ilb.Datapath;
using Ilb.Datapath.Counters;
using Ilb.Datapath.Namespaces;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;

namespace Ilb.Agent;

/// <summary>
/// Makes true on this node what snapshots say, and tells what it sees. First start, restart after a kill, drift and change are the
/// same call. What it made stays when it ends; see <see cref="TearDown"/>.
/// </summary>
public sealed class NodeAgent : INodeView, IAsyncDisposable
{
    private readonly AgentOptions _options;
    private readonly Pace _pace;
    private readonly IObserver _observer;
    private readonly TimeProvider _time;
    private readonly SwitchNamespace _switch;
    private readonly NodeKernel _kernel;
    private readonly AttachedMachines _attached;
    private readonly LocalMachines _machines;
    private readonly Uplink _uplink;
    private readonly Tunnels _tunnels;
    private readonly Prober _prober;
    private readonly SnapshotFeed _feed;
    private EndpointLabels _labels = EndpointLabels.None;

    /// <summary>When the work that is being done began; 0 while there is none.</summary>
    private long _begun;

    private NodeAgent(AgentOptions options, NodePrograms programs, SnapshotFeed feed, IObserver observer, TimeProvider time)
    {
        var (inside, kernel) = (programs.Inside, programs.Kernel);
        _options = options;
        _feed = feed;
        _pace = new Pace(feed, options.AuditInterval, time);
        _observer = observer;
        _time = time;
        _switch = inside;
        if (kernel.LeftBehind > 0)
            options.Log($"{kernel.LeftBehind:N0} connections found no room when the flow table was carried over to this version: they end");
        _kernel = new NodeKernel(kernel, inside, options.Node);
        _uplink = new Uplink(options, inside);
        _attached = new AttachedMachines(options, inside, observer, time);
        _machines = new LocalMachines(options, inside, _attached, observer, time);
        _tunnels = new Tunnels(options, _machines.Gateways.TroubleOf, time);
        _prober = new Prober(inside, observer, AgentMetrics.Make(options.Meter, ReadCounters), time);
    }

    /// <summary>Prepares ilb's namespace and loads the programs: <see cref="NodePrograms.Load"/>.</summary>
    /// <exception cref="KernelException">Not root, or a kernel that can't.</exception>
    /// <exception cref="NamespaceException">Network namespaces can't be made here.</exception>
    public static NodeAgent Open(AgentOptions options, SnapshotFeed feed, IObserver observer, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Open(options, NodePrograms.Load(options.Installation, options.Kernel), feed, observer, time);
    }

    /// <param name="programs">Loaded for the same installation; the agent's from now on.</param>
    public static NodeAgent Open(AgentOptions options, NodePrograms programs, SnapshotFeed feed, IObserver observer, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(programs);
        try
        {
            return new NodeAgent(options, programs, feed, observer, time);
        }
        catch
        {
            programs.Dispose();
            throw;
        }
    }

    /// <summary>Follows the feed until cancelled. Nothing is touched before the first snapshot: an agent without a control plane keeps what runs.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var sweeping = new Sweeper(_kernel, _options.Log).RunAsync(cancellation);
        var watching = WatchOthersAsync(cancellation);
        await FollowAsync(cancellation);
        await sweeping;
        await watching;
        await _prober.DisposeAsync();
        await _tunnels.DisposeAsync();
        await _machines.DisposeAsync();
    }

    /// <summary>Whether it waits for work, or what it does began within that time.</summary>
    public bool IsTurning(TimeSpan within) => Volatile.Read(ref _begun) is var begun && (begun == 0 || _time.GetElapsedTime(begun) < within);

    private async Task FollowAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                Volatile.Write(ref _begun, 0);
                var (snapshot, isAudit) = await _pace.NextAsync(cancellation);
                Volatile.Write(ref _begun, _time.GetTimestamp());
                if (isAudit)
                    Distrust();
                if (Reconcile(snapshot))
                    _pace.Succeed();
                else
                    _pace.Fail();
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                break;
            }
            catch (Exception problem)
            {
                _options.Log($"reconcile: {problem.Message}; trying again");
                Distrust();
                _pace.Fail();
            }
        }
    }

    /// <summary>The uplink and what machines are attached to are in somebody else's hands, and go with them; no audit is waited for.</summary>
    private async Task WatchOthersAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2), _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
                if (HaveOthersChanged())
                    _pace.Wake();
        }
        catch (OperationCanceledException)
        {
            // The agent ends.
        }
    }

    /// <summary>A look that fails is news, too: the reconcile loop finds out why, and says it.</summary>
    private bool HaveOthersChanged()
    {
        try
        {
            return _uplink.IsLost || _attached.HasNews();
        }
        catch (Exception problem)
        {
            _options.Log($"watch: {problem.Message}");
            return true;
        }
    }

    /// <summary>Look at everything again: an interface that somebody deleted is as likely a cause as the programs.</summary>
    private void Distrust()
    {
        _kernel.Distrust();
        _machines.Distrust();
        _uplink.Distrust();
    }

    public IReadOnlyDictionary<string, ulong> Verdicts() => _kernel.Use(kernel => kernel.Verdicts());

    public IReadOnlyDictionary<uint, int> FlowsPerBackend() => _kernel.Use(kernel => kernel.FlowsPerBackend());

    public FlowAnswer Flows(FlowQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _kernel.Use(kernel => query.Of(kernel.Flows()));
    }

    public void EachFlow(FlowQuery query, Action<Flow> look)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(look);
        _kernel.Use(kernel =>
        {
            foreach (var flow in query.Among(kernel.Flows()))
                look(flow);
            return true;
        });
    }

    public TraceAnswer? Trace(TraceQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        try
        {
            return _kernel.Trace(query);
        }
        catch (KernelException problem)
        {
            throw new TraceException(problem.Message);
        }
    }

    public IReadOnlyDictionary<Slot, ulong> Denied(IEnumerable<Slot> frontends)
    {
        var denied = Dropped("acl_denied", drop => drop.Frontend);
        return frontends.ToDictionary(frontend => frontend, frontend => denied.GetValueOrDefault(frontend));
    }

    public IReadOnlyDictionary<Slot, ulong> OwnCalls(IEnumerable<Slot> backends)
    {
        var calls = Dropped("own_set", drop => drop.Backend);
        return backends.Where(calls.ContainsKey).ToDictionary(backend => backend, backend => calls[backend]);
    }

    public IReadOnlyList<TableFill> Tables() => _kernel.Tables();

    public IReadOnlyList<MissingVip> MissingVips() => _machines.Vips.Missing();

    public BindingAnswer Examine(Slot machine, Binding binding) => _attached.Examine(_feed.Current, machine, binding);

    public string? UplinkTrouble() => _uplink.Trouble;

    public string? GatewayTrouble() => GatewayPrograms.Trouble(KernelEsp.IsThere(_switch)) ?? UplinkTrouble();

    public string? Encryption() => KernelEsp.IsThere(_switch) ? "kernel" : "userspace";

    public IReadOnlyList<TunnelObservation> Tunnels() => _tunnels.Seen();

    public IReadOnlyList<string> Limitations() =>
    [
        .. new[]
        {
            SizeLimits.Limitation(),
            "machines have no way out of their network, and no name server but those of their virtual network",
        }.OfType<string>(),
    ];

    public IReadOnlyList<string> GatewayLimitations()
    {
        var hasEsp = KernelEsp.IsThere(_switch);
        return [.. new[] { GatewayPrograms.Trouble(hasEsp), hasEsp ? null : KernelEsp.Limitation }.OfType<string>()];
    }

    /// <summary>Lets go; machines, programs and traffic stay.</summary>
    public async ValueTask DisposeAsync()
    {
        await _prober.DisposeAsync();
        await _tunnels.DisposeAsync();
        await _machines.DisposeAsync();
        _kernel.Dispose();
        _switch.Dispose();
    }

    /// <summary>Make before break: ports, then what leads to them; then what led to ports that go, then these. False: some port could not be made.</summary>
    private bool Reconcile(Snapshot snapshot)
    {
        var uplink = _uplink.Ensure(snapshot); // gateways are joined to its namespace, which may be ilb's own
        var made = _machines.MakePorts(snapshot, out var complete);
        complete &= _machines.Vips.Add(snapshot, made.Where(entry => entry.Value.GuestMac is null).Select(entry => entry.Key));
        complete &= _uplink.Trouble is null || _options.Uplink is null;
        var wanted = uplink is null ? made : made.Add(Outside.Port, uplink);
        var refused = _kernel.SetPorts(wanted);
        foreach (var (slot, problem) in refused)
            Refuse(slot, problem);
        if (!refused.ContainsKey(Outside.Port))
            _uplink.Open();
        var ports = made.RemoveRange(refused.Keys);
        _kernel.Apply(snapshot);
        complete &= _machines.Vips.Remove();
        _kernel.RemovePortsExcept(wanted.Keys);
        if (_options.Uplink is null)
            _uplink.Remove();
        _observer.Observe(new AppliedObservation(_time.GetUtcNow(), _options.Node, snapshot.Revision));
        _machines.Follow(snapshot, ports);
        _tunnels.Follow(snapshot);
        _prober.Follow(ProbeTarget.Of(snapshot, _options.Node));
        return complete && refused.Count == 0;
    }

    private Dictionary<Slot, ulong> Dropped(string verdict, Func<Drop, Slot> place) =>
        _kernel.Use(kernel => kernel.Drops()).Where(drop => drop.Verdict == verdict)
            .GroupBy(place).ToDictionary(drops => drops.Key, drops => drops.Aggregate(0UL, (sum, drop) => sum + drop.Packets));

    /// <summary>For one scrape at a time; labels stay until another snapshot comes.</summary>
    private NodeReading ReadCounters()
    {
        if (_labels.Snapshot != _feed.Current)
            _labels = new EndpointLabels(_feed.Current);
        return _kernel.Use(kernel => new NodeReading(
            _labels,
            kernel.Verdicts(),
            kernel.FrontendTraffic(_labels.Frontends.Keys),
            kernel.BackendTraffic(_labels.Backends.Keys),
            kernel.Drops(),
            kernel.SweptFlows((int)_labels.Backends.Keys.Select(slot => slot.Index).DefaultIfEmpty().Max() + 1),
            _kernel.Tables(),
            kernel.Evictions()));
    }

    private void Refuse(Slot slot, string problem)
    {
        if (slot == Outside.Port)
            _uplink.Fail(problem);
        else
            _machines.Refuse(slot, problem);
    }
}
