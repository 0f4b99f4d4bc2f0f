using Ilb.Bench.Statistics;

namespace Ilb.Bench.Report;

/// <summary>One line of a table.</summary>
/// <param name="Value">In the section's unit.</param>
/// <param name="Ratio">Of ilb to this, round by round; null for ilb itself and where nothing is compared.</param>
/// <param name="Goal">What the project wants of <paramref name="Ratio"/>, or of the value where there is none; null without a goal.</param>
public sealed record Figure(string Name, Estimate Value, Estimate? Ratio, Goal? Goal)
{
    /// <summary>Whether the median reaches the goal; null without one.</summary>
    public bool? Met => Goal?.IsMetBy((Ratio ?? Value).Median);
}
