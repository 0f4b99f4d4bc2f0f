using System.Buffers;
using System.Globalization;
using System.Text;
using Label = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Ilb.Telemetry;

/// <summary>One line: name, labels, value.</summary>
internal static class SeriesText
{
    private const int LongestNumber = 32;

    public static void Append<T>(ArrayBufferWriter<byte> text, ReadOnlySpan<byte> name, string suffix, ReadOnlySpan<Label> labels, T value)
        where T : IUtf8SpanFormattable
    {
        text.Write(name);
        Append(text, suffix);
        var before = '{';
        foreach (var label in labels)
        {
            Append(text, before);
            Append(text, label.Key);
            text.Write("=\""u8);
            Append(text, Escaped(Convert.ToString(label.Value, CultureInfo.InvariantCulture) ?? ""));
            Append(text, '"');
            before = ',';
        }

        text.Write(labels.IsEmpty ? " "u8 : "} "u8);
        value.TryFormat(text.GetSpan(LongestNumber), out var written, "", CultureInfo.InvariantCulture);
        text.Advance(written);
        Append(text, '\n');
    }

    private static string Escaped(string value) => value.AsSpan().IndexOfAny('\\', '"', '\n') < 0
        ? value
        : value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static void Append(ArrayBufferWriter<byte> text, char ascii)
    {
        text.GetSpan(1)[0] = (byte)ascii;
        text.Advance(1);
    }

    private static void Append(ArrayBufferWriter<byte> text, string value) =>
        text.Advance(Encoding.UTF8.GetBytes(value, text.GetSpan(Encoding.UTF8.GetMaxByteCount(value.Length))));
}
