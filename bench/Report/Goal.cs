using System.Globalization;
using Ilb.Bench.Statistics;

namespace Ilb.Bench.Report;

/// <summary>A bound that a whole interval must keep to count as met, or miss to count as missed.</summary>
public sealed record Goal(double Bound, bool AtLeast)
{
    /// <summary>Null where the interval holds the bound: more rounds are needed to tell.</summary>
    public bool? IsMetBy(Estimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        var (worst, best) = AtLeast ? (estimate.Low, estimate.High) : (-estimate.High, -estimate.Low);
        var bound = AtLeast ? Bound : -Bound;
        return worst >= bound ? true : best < bound ? false : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(AtLeast ? "≥" : "≤")} {Bound}");
}
