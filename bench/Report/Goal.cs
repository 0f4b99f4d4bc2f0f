using System.Globalization;

namespace Ilb.Bench.Report;

/// <summary>A bound that a median must keep.</summary>
public sealed record Goal(double Bound, bool AtLeast)
{
    public bool IsMetBy(double median) => AtLeast ? median >= Bound : median <= Bound;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(AtLeast ? "≥" : "≤")} {Bound}");
}
