using System.Globalization;
using System.Xml.Linq;

namespace Ilb.Bench.Report.Plots;

/// <summary>A drawing, readable on a light page and on a dark one: it has no ground of its own, and colours for both.</summary>
internal sealed class Svg(double width, double height)
{
    private const string Style =
        """
        text { font: 13px system-ui, sans-serif; fill: #1f2328 } .title { font-weight: 600; font-size: 15px } .faint { fill: #656d76; font-size: 12px }
        .own { fill: #1a7f37; stroke: #1a7f37 } .c0 { fill: #9a6700; stroke: #9a6700 } .c1 { fill: #0969da; stroke: #0969da } .other { fill: #8c959f; stroke: #8c959f }
        .line { fill: none; stroke-width: 2 } .range { stroke: #1f2328; stroke-width: 1.5 } .grid { stroke: #d0d7de; stroke-width: 1 }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3 } .faint { fill: #8d96a0 } .own { fill: #3fb950; stroke: #3fb950 } .c0 { fill: #d29922; stroke: #d29922 }
          .c1 { fill: #58a6ff; stroke: #58a6ff } .other { fill: #6e7681; stroke: #6e7681 } .range { stroke: #e6edf3 } .grid { stroke: #30363d }
          .line { fill: none }
        }
        """;

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    private readonly XElement _root = new(
        s_svg + "svg", new XAttribute("viewBox", Numbers(0, 0, width, height)), new XAttribute("width", Number(width)), new XAttribute("role", "img"),
        new XElement(s_svg + "style", Style));

    public void Text(double x, double y, string text, string style = "", string anchor = "start") =>
        Add("text", style, ("x", Number(x)), ("y", Number(y)), ("text-anchor", anchor)).Add(text);

    public void Bar(double x, double y, double width, double height, string style) =>
        Add("rect", style, ("x", Number(x)), ("y", Number(y)), ("width", Number(width)), ("height", Number(height)), ("rx", "2"));

    public void Line(double x1, double y1, double x2, double y2, string style) =>
        Add("line", style, ("x1", Number(x1)), ("y1", Number(y1)), ("x2", Number(x2)), ("y2", Number(y2)));

    public void Path(IEnumerable<(double X, double Y)> points, string style) =>
        Add("polyline", style, ("points", string.Join(' ', points.Select(point => Numbers(point.X, point.Y)))));

    public void Point(double x, double y, string style) => Add("circle", style, ("cx", Number(x)), ("cy", Number(y)), ("r", "4"));

    public override string ToString() => _root + "\n";

    private static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Numbers(params IEnumerable<double> numbers) => string.Join(' ', numbers.Select(Number));

    private XElement Add(string shape, string style, params (string Name, string Value)[] attributes)
    {
        var element = new XElement(s_svg + shape, attributes.Select(attribute => new XAttribute(attribute.Name, attribute.Value)));
        if (style.Length > 0)
            element.Add(new XAttribute("class", style));
        _root.Add(element);
        return element;
    }
}
