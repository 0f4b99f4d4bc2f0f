using System.Globalization;

namespace Ilb.Declarations.Imports.HaProxy;

/// <summary>Times as HAProxy writes them: 500ms, 5s, 1m, and milliseconds without a unit.</summary>
internal static class Time
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 1e-3), ("us", 1e-6), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    /// <summary>Seconds, or null where it is no time.</summary>
    public static double? Seconds(string? text)
    {
        if (text is null)
            return null;
        (string Unit, double Seconds) usual = ("", 1e-3);
        var (unit, seconds) = Units.FirstOrDefault(one => text.EndsWith(one.Unit, StringComparison.Ordinal), usual);
        return double.TryParse(text[..^unit.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number * seconds : null;
    }
}
