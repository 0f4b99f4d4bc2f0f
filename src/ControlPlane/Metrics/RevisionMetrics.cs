using System.Diagnostics.Metrics;

namespace Ilb.ControlPlane.Metrics;

/// <summary>How far the kernel is behind what was published, and how long it takes. Told by the one owner of the state, read by whoever scrapes.</summary>
internal sealed class RevisionMetrics
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly Histogram<double> _delay;

    /// <summary>Published and not yet in the kernel, the oldest first.</summary>
    private readonly Queue<(long Revision, long At)> _pending = [];
    private long _published;
    private long _applied;

    public RevisionMetrics(Meter meter, TimeProvider clock)
    {
        _clock = clock;
        _delay = meter.CreateHistogram(
            "ilb.revision.delay", "s", "From the publication of a snapshot until the kernel holds it, or a newer one",
            tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] });
        meter.CreateObservableGauge("ilb.revision.published", () => Read(() => _published), null, "Revision of the newest snapshot");
        meter.CreateObservableGauge("ilb.revision.applied", () => Read(() => _applied), null, "Revision of the newest snapshot that the kernel holds");
        meter.CreateObservableGauge(
            "ilb.revision.waiting", () => Read(Waiting), "s", "Since the oldest snapshot was published that the kernel does not hold; 0: it holds all");
    }

    public void Published(long revision)
    {
        lock (_gate)
        {
            _published = revision;
            _pending.Enqueue((revision, _clock.GetTimestamp()));
        }
    }

    public void Applied(long revision)
    {
        lock (_gate)
        {
            _applied = Math.Max(_applied, revision);
            while (_pending.TryPeek(out var oldest) && oldest.Revision <= _applied)
                _delay.Record(_clock.GetElapsedTime(_pending.Dequeue().At).TotalSeconds);
        }
    }

    private double Waiting() => _pending.TryPeek(out var oldest) ? _clock.GetElapsedTime(oldest.At).TotalSeconds : 0;

    private T Read<T>(Func<T> value)
    {
        lock (_gate)
            return value();
    }
}
