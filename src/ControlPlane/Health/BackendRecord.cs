using System.Collections.Immutable;
using System.Globalization;
using Ilb.Model.Projection;
using Ilb.Model.Snapshots;

namespace Ilb.ControlPlane.Health;

/// <summary>What the board knows of one backend: its probes and what they add up to.</summary>
internal sealed class BackendRecord(HealthTarget target, bool isUp, DateTimeOffset now)
{
    private readonly Queue<ProbeResult> _results = [];
    private readonly FlapDamping _damping = new();
    private readonly SlowStart _start = new(isUp && target is { Started: true, Drain: null });
    private int _failures;
    private DateTimeOffset _failingSince;
    private DateTimeOffset _lastFailure;
    private DateTimeOffset _reportedAt = now;
    private string? _fault;

    public HealthTarget Target { get; private set; } = target;

    public bool IsUp { get; private set; } = isUp;

    /// <summary>As it was told last; null: not yet.</summary>
    public HealthState? Told { get; set; }

    public BackendState State => IsUp && !_damping.IsHeld ? BackendState.Up : BackendState.Down;

    /// <summary>It is well and held back all the same.</summary>
    public bool IsDamped => IsUp && _damping.IsHeld;

    /// <summary>In percent of its weight.</summary>
    public int Share(DateTimeOffset now) => _start.Share(now, Target.SlowStart);

    /// <summary>When that is another; null: it is all.</summary>
    public DateTimeOffset? NextShare(DateTimeOffset now) => _start.Next(now, Target.SlowStart);

    /// <summary>Null: it is not held back.</summary>
    public DateTimeOffset? DampedUntil => _damping.IsHeld ? _damping.Until(Target.FlapHalfLife) : null;

    public ImmutableArray<ProbeResult> Results => [.. _results];

    /// <summary>A changed probe counts its failures anew, and its lease begins now; it does not take the backend down.</summary>
    public void Follow(HealthTarget target, DateTimeOffset now)
    {
        if (Target.Probe != target.Probe)
            (_failures, _reportedAt) = (0, now);
        Target = target;
        Release(now);
    }

    /// <summary>Sees whether it begins to take flows.</summary>
    public void Start(DateTimeOffset now) => _start.Follow(Target is { Started: true, Drain: null } && State == BackendState.Up, now, Target.SlowStart);

    /// <summary>Holds it back no longer than its penalty wants.</summary>
    public void Release(DateTimeOffset now) => _damping.Release(now, Target.FlapHalfLife);

    /// <param name="isEager">
    /// Eager probes find a new listener at once; that a backend which is up has gone takes them as long as the others, one failure an
    /// interval: else a pause of a second while its probe changes, or while ilb starts, would take a sound one down.
    /// </param>
    public void Take(ProbeResult result, bool isEager)
    {
        if (Target.Probe is not { } probe)
            return;
        _results.Enqueue(result);
        if (_results.Count > HealthOptions.KeptResults)
            _results.Dequeue();
        _reportedAt = result.At;
        _fault = null;
        if (result.Failure is null)
        {
            _failures = 0;
            IsUp = true;
            return;
        }

        if (isEager && IsUp && _failures > 0 && result.At - _lastFailure < probe.Interval)
            return;
        _lastFailure = result.At;
        if (_failures++ == 0)
            _failingSince = result.At;
        if (_failures < probe.FailuresToDown)
            return;
        if (IsUp)
            _damping.Flap(result.At, Target.FlapHalfLife);
        IsUp = false;
    }

    /// <summary>Another backend at the same place was judged so.</summary>
    public void Judge(bool isUp) => IsUp = isUp;

    /// <summary>The machine runs: enough for a backend without a probe.</summary>
    public void MachineRuns()
    {
        _fault = null;
        IsUp = IsUp || Target.Probe is null;
    }

    public void Fail(string fault)
    {
        IsUp = false;
        _fault = fault;
    }

    /// <summary>Back to the beginning, as after its machine was stopped.</summary>
    public void Forget()
    {
        IsUp = false;
        _failures = 0;
        _fault = null;
        _results.Clear();
        _damping.Forget();
    }

    /// <summary>When its results are too old to count; null while there is nothing to lose.</summary>
    public DateTimeOffset? LeaseEnd(TimeSpan least)
    {
        if (!IsUp || Target.Probe is not { } probe)
            return null;
        var patience = 3 * (probe.Interval > probe.Timeout ? probe.Interval : probe.Timeout);
        return _reportedAt + (patience > least ? patience : least);
    }

    public string? Reason(TimeZoneInfo zone, DateTimeOffset now)
    {
        var failure = Failure(zone);
        if (DampedUntil is not { } until)
            return failure ?? (Share(now) is var share and < 100 ? $"starts slowly with {share} % of its weight, has all of it at {Clock(_start.End(Target.SlowStart)!.Value, zone)}" : null);
        var held = string.Create(
            CultureInfo.InvariantCulture,
            $"went down {_damping.Flaps} times, penalty {_damping.Penalty(now, Target.FlapHalfLife):0}: held back until {Clock(until, zone)}, when that is {FlapDamping.Reuse:0}");
        return failure is null ? held : $"{failure}; {held}";
    }

    private string? Failure(TimeZoneInfo zone)
    {
        if (_fault is not null)
            return _fault;
        if (Target.Probe is not { } probe)
            return IsUp ? null : "its machine does not run";
        if (_results.Count == 0)
            return IsUp ? null : $"not yet probed on :{probe.Port}";
        if (_failures == 0)
            return null;
        var times = _failures == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{_failures} times");
        return $"{_results.Last().Failure} :{probe.Port} {times} since {Clock(_failingSince, zone)}";
    }

    private static string Clock(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
