using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using Label = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Ilb.Telemetry;

/// <summary>The series of one instrument, under the name that Prometheus has for it.</summary>
internal sealed class MetricFamily
{
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _series = new();
    private readonly Dictionary<string, Distribution>? _distributions;
    private readonly IReadOnlyList<double> _bounds;
    private readonly byte[] _head, _start;

    public MetricFamily(Instrument instrument)
    {
        var isCounter = IsA(instrument, typeof(ObservableCounter<>));
        var histogram = instrument as Histogram<double>;
        Name = instrument.Name.Replace('.', '_') + Suffix(instrument.Unit) + (isCounter ? "_total" : "");
        _bounds = histogram?.Advice?.HistogramBucketBoundaries ?? [];
        _distributions = histogram is null ? null : [];
        Kind = histogram is not null ? "histogram" : isCounter ? "counter" : "gauge";
        _head = Encoding.UTF8.GetBytes($"# HELP {Name} {instrument.Description}\n# TYPE {Name} {Kind}\n");
        _start = Encoding.UTF8.GetBytes(Name);
    }

    public string Name { get; }

    /// <summary>"counter", "gauge", "histogram".</summary>
    public string Kind { get; }

    public void Take<T>(T value, ReadOnlySpan<Label> labels)
        where T : struct, IUtf8SpanFormattable, IConvertible
    {
        lock (_gate)
        {
            if (_distributions is null)
                SeriesText.Append(_series, _start, "", labels, value);
            else
                Of(labels).Add(value.ToDouble(null), _bounds);
        }
    }

    /// <summary>All but histograms.</summary>
    public void Forget()
    {
        lock (_gate)
            _series.ResetWrittenCount();
    }

    /// <summary>Writes what was taken since the last time, and of histograms all there is.</summary>
    public void MoveTo(ArrayBufferWriter<byte> text)
    {
        lock (_gate)
        {
            if (_distributions is not null)
                foreach (var distribution in _distributions.Values)
                    distribution.AppendTo(_series, _start, _bounds);
            if (_series.WrittenCount == 0)
                return;
            text.Write(_head);
            text.Write(_series.WrittenSpan);
            _series.ResetWrittenCount();
        }
    }

    private Distribution Of(ReadOnlySpan<Label> labels)
    {
        var key = string.Join('\n', labels.ToArray());
        if (!_distributions!.TryGetValue(key, out var distribution))
            _distributions[key] = distribution = new Distribution(labels.ToArray(), _bounds.Count);
        return distribution;
    }

    private static bool IsA(Instrument instrument, Type kind) => instrument.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == kind;

    /// <summary>Of units that are only a word for what is counted, "{packet}", there is none.</summary>
    private static string Suffix(string? unit) => unit switch
    {
        "s" => "_seconds",
        "By" => "_bytes",
        _ => "",
    };
}
