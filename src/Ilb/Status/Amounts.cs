using System.Globalization;

namespace Ilb.Status;

/// <summary>Amounts as people read them.</summary>
internal static class Amounts
{
    private static readonly string[] s_units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>"0 B", "999 B", "1.0 kB", "12.3 MB": in powers of 1,000, as links are measured.</summary>
    public static string Bytes(ulong bytes)
    {
        var amount = (double)bytes;
        var unit = 0;
        while (amount >= 999.95 && unit + 1 < s_units.Length)
            (amount, unit) = (amount / 1000, unit + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{amount.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture)} {s_units[unit]}");
    }
}
