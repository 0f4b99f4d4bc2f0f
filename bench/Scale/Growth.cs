using System.Globalization;
using Ilb.Bench.Report;
using Ilb.Bench.Statistics;

namespace Ilb.Bench.Scale;

/// <summary>Figures of one section that grow with a number: points of curves.</summary>
/// <param name="of">What there are so many of: "backends".</param>
internal sealed class Growth(string title, string unit, string of)
{
    private readonly List<Figure> _figures = [];

    public void Add(string curve, int at, Estimate value, Goal? goal = null) => _figures.Add(
        new Figure(string.Create(CultureInfo.InvariantCulture, $"{at:N0} {of}: {curve}"), value, null, goal) { At = at, Curve = curve });

    public Section Section => new(title, unit, [.. _figures.OrderBy(figure => figure.Curve, StringComparer.Ordinal).ThenBy(figure => figure.At)]) { Axis = of };
}
