using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Ilb.Agent.Probes;
using Ilb.Model.Snapshots;

namespace Ilb.Agent.Metrics;

/// <summary>How probes end and how long they take: of each set in sum, of each backend the last one.</summary>
internal sealed class ProbeMetrics(Meter meter)
{
    private readonly ConcurrentDictionary<Slot, LastProbe> _last = [];

    private readonly Histogram<double> _duration = meter.CreateHistogram(
        "ilb.probe.duration", "s", "How long probes of a set take",
        tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] });

    public void Probed(ProbeTarget target, string? failure, TimeSpan took)
    {
        _duration.Record(took.TotalSeconds, new("result", failure is null ? "success" : "failure"), new("set", target.Set));
        _last[target.Backend] = new LastProbe(failure, took);
    }

    public void Forget(Slot backend) => _last.TryRemove(backend, out _);

    /// <summary>Null before the first one has ended, and where none are made.</summary>
    public LastProbe? Last(Slot backend) => _last.GetValueOrDefault(backend);
}
