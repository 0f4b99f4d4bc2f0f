using Ilb.Bench.Statistics;

namespace Ilb.Bench.Report;

/// <summary>One line of a table.</summary>
/// <param name="Value">In the section's unit.</param>
/// <param name="Ratio">Of ilb to this, round by round; null for ilb itself and where nothing is compared.</param>
/// <param name="Goal">What the project wants of <paramref name="Ratio"/>, or of the value where there is none; null without a goal.</param>
public sealed record Figure(string Name, Estimate Value, Estimate? Ratio, Goal? Goal)
{
    /// <summary>Where it is on the axis of a curve; null where figures stand beside each other.</summary>
    public double? At { get; init; }

    /// <summary>Name of the curve; the other points have the same.</summary>
    public string Curve { get; init; } = "";

    /// <summary>What the interval shows of the goal; empty without one.</summary>
    public string Shown => Goal is null ? "" : Goal.IsMetBy(Ratio ?? Value) switch { true => "met", false => "missed", null => "open" };
}
