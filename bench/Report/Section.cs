namespace Ilb.Bench.Report;

/// <summary>What one benchmark found.</summary>
/// <param name="Unit">Of the values: "Gbit/s", "ms".</param>
public sealed record Section(string Title, string Unit, IReadOnlyList<Figure> Figures);
