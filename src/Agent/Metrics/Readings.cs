using System.Diagnostics.Metrics;

namespace Ilb.Agent.Metrics;

/// <summary>
/// Instruments that tell what the kernel counts. A scrape asks each of them in turn, and all answer from one reading: that one
/// asks for the same reading again means that another scrape has begun.
/// </summary>
internal sealed class Readings(Meter meter, Func<NodeReading> read)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _told = [];
    private NodeReading? _last;

    public void Counter(string name, string unit, string description, Func<NodeReading, IEnumerable<Measurement<long>>> tell) =>
        meter.CreateObservableCounter(name, () => tell(For(name)), unit, description);

    public void Gauge<T>(string name, string? unit, string description, Func<NodeReading, IEnumerable<Measurement<T>>> tell)
        where T : struct => meter.CreateObservableGauge(name, () => tell(For(name)), unit, description);

    private NodeReading For(string instrument)
    {
        lock (_gate)
        {
            if (_last is not null && _told.Add(instrument))
                return _last;
            _told.Clear();
            _last = null; // a reading that fails is no reason to tell the one before
            _told.Add(instrument);
            return _last = read();
        }
    }
}
