using System.Buffers;
using System.Globalization;
using Label = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Ilb.Telemetry;

/// <summary>A histogram of one set of labels.</summary>
internal sealed class Distribution(Label[] labels, int bounds)
{
    /// <summary>Those above the last bound come last.</summary>
    private readonly long[] _counts = new long[bounds + 1];
    private double _sum;

    public void Add(double value, IReadOnlyList<double> upTo)
    {
        var bucket = 0;
        while (bucket < upTo.Count && value > upTo[bucket])
            bucket++;
        _counts[bucket]++;
        _sum += value;
    }

    /// <summary>Each bucket has those of the lower ones, too.</summary>
    public void AppendTo(ArrayBufferWriter<byte> text, ReadOnlySpan<byte> name, IReadOnlyList<double> upTo)
    {
        var count = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            count += _counts[i];
            var bound = i < upTo.Count ? upTo[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
            SeriesText.Append(text, name, "_bucket", [.. labels, new("le", bound)], count);
        }

        SeriesText.Append(text, name, "_sum", labels, _sum);
        SeriesText.Append(text, name, "_count", labels, count);
    }
}
