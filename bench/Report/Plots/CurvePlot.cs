namespace Ilb.Bench.Report.Plots;

/// <summary>Figures that grow with a number, a line for each curve. Both axes are logarithmic: what grows alike is straight.</summary>
internal static class CurvePlot
{
    private const double Width = 760, Left = 70, Right = 590, Top = 60, Bottom = 320;

    private static readonly string[] Styles = ["own", "c0", "c1", "other"];

    public static Svg Of(Section section)
    {
        var svg = new Svg(Width, Bottom + 50);
        svg.Text(0, 18, section.Title, "title");
        svg.Text(0, 36, $"{section.Unit}, by number of {section.Axis}", "faint");
        var across = LogAxis.Of(section.Figures.Select(figure => figure.At ?? 1), Left, Right);
        var up = LogAxis.Of(section.Figures.Select(figure => figure.Value.Median), Bottom, Top);
        DrawAxes(svg, across, up);
        foreach (var (number, curve) in section.Figures.GroupBy(figure => figure.Curve).Index())
            Draw(svg, curve, across, up, Styles[number % Styles.Length]);
        return svg;
    }

    private static void DrawAxes(Svg svg, LogAxis across, LogAxis up)
    {
        foreach (var mark in up.Marks)
        {
            svg.Line(Left, up.Place(mark), Right, up.Place(mark), "grid");
            svg.Text(Left - 8, up.Place(mark) + 4, Amount.Of(mark), "faint", "end");
        }

        foreach (var mark in across.Marks)
            svg.Text(across.Place(mark), Bottom + 20, Amount.Of(mark), "faint", "middle");
    }

    private static void Draw(Svg svg, IGrouping<string, Figure> curve, LogAxis across, LogAxis up, string style)
    {
        var points = curve.OrderBy(figure => figure.At).Select(figure => (X: across.Place(figure.At ?? 1), Y: up.Place(figure.Value.Median), figure.Value)).ToList();
        svg.Path(points.Select(point => (point.X, point.Y)), $"{style} line");
        foreach (var point in points)
        {
            svg.Line(point.X, up.Place(point.Value.Low), point.X, up.Place(point.Value.High), "range");
            svg.Point(point.X, point.Y, style);
        }

        svg.Text(Right + 12, points[^1].Y + 4, $"{curve.Key}: {Amount.Of(points[^1].Value.Median)}");
    }
}
