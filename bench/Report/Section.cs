namespace Ilb.Bench.Report;

/// <summary>What one benchmark found.</summary>
/// <param name="Unit">Of the values: "Gbit/s", "ms".</param>
public sealed record Section(string Title, string Unit, IReadOnlyList<Figure> Figures)
{
    /// <summary>What ratios are of.</summary>
    public string Relative { get; init; } = "ilb relative to it";

    /// <summary>What the axis of its curves counts; null where figures stand beside each other.</summary>
    public string? Axis { get; init; }
}
