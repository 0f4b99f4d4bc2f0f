using System.Buffers;
using System.Diagnostics.Metrics;

namespace Ilb.Telemetry;

/// <summary>What a meter tells, in the text format of Prometheus, version 0.0.4. Nothing of an earlier scrape is kept but histograms.</summary>
internal sealed class PrometheusText : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Lock _gate = new();
    private readonly MeterListener _listener = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);

    public PrometheusText(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
                listener.EnableMeasurementEvents(instrument, Add(new MetricFamily(instrument)));
        };
        _listener.SetMeasurementEventCallback<int>((_, value, labels, family) => ((MetricFamily)family!).Take(value, labels));
        _listener.SetMeasurementEventCallback<long>((_, value, labels, family) => ((MetricFamily)family!).Take(value, labels));
        _listener.SetMeasurementEventCallback<double>((_, value, labels, family) => ((MetricFamily)family!).Take(value, labels));
        _listener.Start();
    }

    /// <summary>Asks every instrument. One scrape at a time.</summary>
    /// <exception cref="AggregateException">An instrument could not be read.</exception>
    public ReadOnlyMemory<byte> Scrape()
    {
        lock (_gate)
        {
            foreach (var family in _families.Values)
                family.Forget(); // what a scrape that failed had taken
            _listener.RecordObservableInstruments();
            var text = new ArrayBufferWriter<byte>(1 << 16);
            foreach (var family in _families.Values)
                family.MoveTo(text);
            return text.WrittenMemory;
        }
    }

    public void Dispose() => _listener.Dispose();

    private MetricFamily Add(MetricFamily family)
    {
        lock (_gate)
            return _families[family.Name] = family;
    }
}
