using System.Globalization;

namespace Ilb.Bench.Report.Plots;

/// <summary>A number with as many digits as one reads.</summary>
internal static class Amount
{
    public static string Of(double value) =>
        value.ToString(Math.Abs(value) switch { >= 100 => "N0", >= 10 => "0.#", _ => "0.##" }, CultureInfo.InvariantCulture);
}
