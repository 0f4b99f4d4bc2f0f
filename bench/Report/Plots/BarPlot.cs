namespace Ilb.Bench.Report.Plots;

/// <summary>A bar for each figure, with its interval: what stands beside each other.</summary>
internal static class BarPlot
{
    private const double Width = 760, Names = 290, Values = 660, Top = 48, Row = 28, Thickness = 16;

    public static Svg Of(Section section)
    {
        var svg = new Svg(Width, Top + (section.Figures.Count * Row) + 8);
        svg.Text(0, 18, section.Title, "title");
        svg.Text(0, 36, $"{section.Unit}; bar: median, line: 95 % interval", "faint");
        var scale = (Values - Names) / section.Figures.Max(figure => Math.Max(figure.Value.High, figure.Value.Median));
        foreach (var (number, figure) in section.Figures.Index())
            Draw(svg, figure, Top + (number * Row), scale);
        return svg;
    }

    private static void Draw(Svg svg, Figure figure, double y, double scale)
    {
        var middle = y + (Thickness / 2);
        svg.Text(Names - 8, middle + 4, figure.Name, anchor: "end");
        svg.Bar(Names, y, Math.Max(0, figure.Value.Median) * scale, Thickness, figure.Name.StartsWith("ilb", StringComparison.Ordinal) ? "own" : "other");
        svg.Line(Names + (Math.Max(0, figure.Value.Low) * scale), middle, Names + (Math.Max(0, figure.Value.High) * scale), middle, "range");
        svg.Text(Names + (Math.Max(0, figure.Value.High) * scale) + 8, middle + 4, Amount.Of(figure.Value.Median));
    }
}
