using System.Diagnostics.Metrics;

namespace Ilb.Unit.Metrics;

/// <summary>Hears what one meter tells, as a scrape does.</summary>
internal sealed class Listener : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<(string Name, double Value)> _heard = [];

    public Listener(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => _heard.Add((instrument.Name, value)));
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => _heard.Add((instrument.Name, value)));
        _listener.Start();
    }

    /// <summary>What was recorded since the last call, and what the others tell now.</summary>
    public ILookup<string, double> Scrape()
    {
        _listener.RecordObservableInstruments();
        var heard = _heard.ToLookup(one => one.Name, one => one.Value);
        _heard.Clear();
        return heard;
    }

    public void Dispose() => _listener.Dispose();
}
