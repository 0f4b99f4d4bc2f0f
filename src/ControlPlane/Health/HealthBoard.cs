using System.Collections.Immutable;
using Ilb.Model.Desired;
using Ilb.Model.Feed;
using Ilb.Model.Projection;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Health;

/// <summary>
/// Judges what agents report. With a probe: down after <see cref="ProbeEntry.FailuresToDown"/> failures in a row, up after one
/// success; a new backend is down until its first success. Without: up while its machine runs. A result that is older than its
/// lease means down. A machine that its operator stops drains first; one that is taken out drains until its deadline. Every method that may change <see cref="Current"/> says
/// whether it did; the caller then publishes a snapshot and comes back at <see cref="NextDeadline"/>. Safe for several threads.
/// </summary>
/// <param name="remembered">What was judged before the process ended; it holds until probes or machines say otherwise.</param>
public sealed class HealthBoard(TimeProvider time, HealthOptions options, EffectiveHealth? remembered = null)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Slot, BackendRecord> _backends = [];
    private readonly Dictionary<Slot, DateTimeOffset> _drains = [];
    private readonly Dictionary<Slot, MachineStatus> _machines = [];
    private ILookup<Slot, BackendRecord> _ofPort = Array.Empty<BackendRecord>().ToLookup(r => r.Target.Port);
    private EffectiveHealth? _remembered = remembered;

    public EffectiveHealth Current { get; private set; } = EffectiveHealth.Unknown;

    /// <summary>When <see cref="Expire"/> has something to do; null: only a report can change anything.</summary>
    public DateTimeOffset? NextDeadline
    {
        get
        {
            lock (_gate)
                return _drains.Values.Cast<DateTimeOffset?>()
                    .Concat(_backends.Values.Select(LeaseEnd))
                    .Concat(_backends.Values.Select(b => b.DampedUntil))
                    .Concat(_backends.Values.Select(b => b.NextShare(time.GetUtcNow())))
                    .Concat(_backends.Values.Where(b => !Current.CutOff.Contains(b.Target.Backend)).Select(b => b.Target.Drain?.CutOff))
                    .Min();
        }
    }

    /// <summary>Takes over a new desired state: backends that came, changed and went, machines that are to stop.</summary>
    public bool Follow(DesiredState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        lock (_gate)
        {
            var targets = HealthTarget.Of(state).ToDictionary(t => t.Backend);
            var judged = _backends.Values.ToLookup(r => r.Target.Place);
            foreach (var gone in _backends.Keys.Where(slot => !targets.ContainsKey(slot)).ToList())
                _backends.Remove(gone);
            foreach (var target in targets.Values)
                Follow(target, judged[target.Place].FirstOrDefault());
            _ofPort = _backends.Values.ToLookup(r => r.Target.Port);
            foreach (var port in _drains.Keys.Where(port => !_ofPort.Contains(port)).ToList())
                _drains.Remove(port);
            var ports = state.Allocations.Ports.Used.Values.ToHashSet();
            foreach (var port in _machines.Keys.Where(port => !ports.Contains(port)).ToList())
                _machines.Remove(port);
            _remembered = null;
            return Publish();
        }
    }

    /// <summary>Takes a report of an agent; what concerns nothing known is ignored.</summary>
    public bool Observe(Observation observation)
    {
        lock (_gate)
        {
            switch (observation)
            {
                case ProbeObservation probe when _backends.GetValueOrDefault(probe.Backend) is { Target.Started: true } backend:
                    backend.Take(new ProbeResult(probe.At, probe.Failure), probe.IsEager);
                    break;
                case MachineObservation machine:
                    Observe(machine);
                    break;
                default:
                    return false;
            }

            return Publish();
        }
    }

    /// <summary>Ends the drain of machines that have no flow left.</summary>
    /// <param name="flows">Live flows per backend slot index, as nodes tell.</param>
    public bool ObserveFlows(IReadOnlyDictionary<uint, int> flows)
    {
        ArgumentNullException.ThrowIfNull(flows);
        lock (_gate)
        {
            foreach (var port in _drains.Keys.Where(p => _ofPort[p].All(r => flows.GetValueOrDefault(r.Target.Backend.Index) == 0)).ToList())
                EndDrain(port);
            return Publish();
        }
    }

    /// <summary>Ends drains and leases whose time has come.</summary>
    public bool Expire()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            foreach (var port in _drains.Where(d => d.Value <= now).Select(d => d.Key).ToList())
                EndDrain(port);
            foreach (var backend in _backends.Values.Where(b => LeaseEnd(b) <= now))
                backend.Fail("no probe results from its node");
            foreach (var backend in _backends.Values)
                backend.Release(now);
            return Publish();
        }
    }

    /// <summary>Every backend with its state and why, in the order of the slots.</summary>
    public ImmutableArray<BackendHealth> Report()
    {
        lock (_gate)
            return [.. _backends.Values.OrderBy(b => b.Target.Backend.Index).Select(Describe)];
    }

    /// <summary>Those that are in another state than when this was asked last, and why. Of a new one nothing is told until it changes.</summary>
    public IReadOnlyList<BackendHealth> News()
    {
        lock (_gate)
        {
            var news = new List<BackendHealth>();
            foreach (var backend in _backends.Values)
            {
                var state = StateOf(backend);
                if (backend.Told is { } told && told != state)
                    news.Add(Describe(backend));
                backend.Told = state;
            }

            return news;
        }
    }

    /// <param name="judged">A backend whose health was found out in the same way, so that this one need not wait for its own probe.</param>
    private void Follow(HealthTarget target, BackendRecord? judged)
    {
        if (!_backends.TryGetValue(target.Backend, out var backend))
        {
            var isUp = (_remembered?.Of(target.Backend) == BackendState.Up || judged?.IsUp == true) && target.Started;
            backend = new BackendRecord(target, isUp, time.GetUtcNow());
            _backends.Add(target.Backend, backend);
        }
        else if (backend.Target.Probe != target.Probe && judged is not null && judged != backend)
        {
            backend.Judge(judged.IsUp);
        }

        if (backend.Target.Started && !target.Started)
            _drains.TryAdd(target.Port, time.GetUtcNow() + options.Drain);
        else if (target.Started)
            _drains.Remove(target.Port);
        backend.Follow(target, time.GetUtcNow());
        if (target.Started && _machines.GetValueOrDefault(target.Port) == MachineStatus.Running)
            backend.MachineRuns();
    }

    private void Observe(MachineObservation machine)
    {
        _machines[machine.Port] = machine.Status;
        foreach (var backend in _ofPort[machine.Port].Where(b => b.Target.Started))
        {
            if (machine.Status == MachineStatus.Running)
                backend.MachineRuns();
            else
                backend.Fail(machine.Detail ?? $"its machine is {machine.Status.ToString().ToLowerInvariant()}");
        }
    }

    private void EndDrain(Slot port)
    {
        _drains.Remove(port);
        foreach (var backend in _ofPort[port])
            backend.Forget();
    }

    private DateTimeOffset? LeaseEnd(BackendRecord backend) => backend.LeaseEnd(options.Lease);

    private bool Publish()
    {
        var states = Current.Backends.RemoveRange(Current.Backends.Keys.Where(slot => !_backends.ContainsKey(slot)))
            .SetItems(_backends.Select(b => KeyValuePair.Create(b.Key, b.Value.State)));
        var draining = Current.Draining.SetEquals(_drains.Keys) ? Current.Draining : [.. _drains.Keys];
        var now = time.GetUtcNow();
        foreach (var backend in _backends.Values)
            backend.Start(now);
        var past = _backends.Values.Select(b => b.Target).Where(t => t.Drain?.CutOff <= now).Select(t => t.Backend).ToList();
        var cutOff = Current.CutOff.SetEquals(past) ? Current.CutOff : [.. past];
        var next = new EffectiveHealth(states, draining)
        {
            CutOff = cutOff,
            Damped = Same(Current.Damped, _backends.Values.Where(b => b.IsDamped)),
            Shares = Same(Current.Shares, _backends.Values.Select(b => KeyValuePair.Create(b.Target.Backend, b.Share(now))).Where(share => share.Value < 100)),
        };
        // What did not change is the same object.
        if (next == Current)
            return false;
        Current = next;
        return true;
    }

    private HealthState StateOf(BackendRecord backend) => backend.Target switch
    {
        var target when _drains.ContainsKey(target.Port) => HealthState.Draining,
        { Started: false } => HealthState.Stopped,
        { Drain: not null } => HealthState.Draining,
        _ => backend.IsDamped ? HealthState.Damped : backend.IsUp ? HealthState.Up : HealthState.Down,
    };

    private static ImmutableDictionary<Slot, int> Same(ImmutableDictionary<Slot, int> before, IEnumerable<KeyValuePair<Slot, int>> shares)
    {
        var now = shares.ToList();
        return before.Count == now.Count && now.All(before.Contains) ? before : ImmutableDictionary.CreateRange(now);
    }

    private static ImmutableHashSet<Slot> Same(ImmutableHashSet<Slot> before, IEnumerable<BackendRecord> backends)
    {
        var now = backends.Select(b => b.Target.Backend).ToList();
        return before.SetEquals(now) ? before : [.. now];
    }

    private BackendHealth Describe(BackendRecord backend)
    {
        var target = backend.Target;
        var reason = _drains.TryGetValue(target.Port, out var end) ? $"its operator stopped it; flows may end until {Clock(end)}"
            : !target.Started ? "its operator stopped it"
            : target.Drain is { } drain ? DrainReason.Of(drain, time)
            : backend.Reason(time.LocalTimeZone, time.GetUtcNow());
        return new BackendHealth(target, StateOf(backend), reason, backend.Results);
    }

    private string Clock(DateTimeOffset moment) =>
        TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone).ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
