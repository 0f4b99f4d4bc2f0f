using System.Globalization;
using System.Xml.Linq;
using AwesomeAssertions;
using Ilb.Bench.Report;
using Ilb.Bench.Report.Plots;
using Ilb.Bench.Statistics;
using Xunit;

namespace Ilb.Unit.Bench;

public sealed class PlotTests
{
    private static readonly Section s_bars = new("Speed: a < b", "1/s",
    [
        new Figure("ilb", new Estimate(4000, 3900, 4100), null, null),
        new Figure("peer & co.", new Estimate(2000, 1900, 2050), new Estimate(2, 1.9, 2.1), null),
    ]);

    private static readonly Section s_curves = new("Growth", "ms",
    [
        new Figure("10: a", new Estimate(1, 1, 1), null, null) { At = 10, Curve = "a" },
        new Figure("1,000: a", new Estimate(100, 90, 110), null, null) { At = 1000, Curve = "a" },
        new Figure("10: b", new Estimate(5, 4, 6), null, null) { At = 10, Curve = "b" },
    ])
    { Axis = "things" };

    [Fact]
    public void Bars_are_as_long_as_their_medians_are_to_each_other()
    {
        var widths = Shapes(s_bars, "rect").Select(bar => Number(bar, "width")).ToList();

        widths.Should().HaveCount(2);
        widths[0].Should().BeApproximately(2 * widths[1], 0.1);
    }

    [Fact]
    public void A_bar_is_labelled_with_the_name_whatever_characters_it_has() =>
        Shapes(s_bars, "text").Select(text => text.Value).Should().Contain(["Speed: a < b", "peer & co.", "4,000", "2,000"]);

    [Fact]
    public void A_curve_goes_through_its_points_by_their_powers_of_ten()
    {
        var points = Shapes(s_curves, "circle").Take(2).Select(point => (X: Number(point, "cx"), Y: Number(point, "cy"))).ToList();
        var (left, right) = (points[0], points[1]);

        Shapes(s_curves, "polyline").First().Attribute("points")!.Value.Should().Be(
            string.Create(CultureInfo.InvariantCulture, $"{left.X} {left.Y} {right.X} {right.Y}"));
        right.X.Should().BeGreaterThan(left.X);
        right.Y.Should().BeLessThan(left.Y, "more is higher");
        LogAxis.Of([10, 1000], 0, 100).Place(100).Should().BeApproximately(50, 0.001);
    }

    [Fact]
    public void Results_that_were_printed_as_JSON_become_a_file_for_each_section()
    {
        var folder = Directory.CreateTempSubdirectory("ilb-plot");
        try
        {
            var results = Path.Combine(folder.FullName, "results.json");
            File.WriteAllText(results, System.Text.Json.JsonSerializer.Serialize<Section[]>([s_bars, s_curves]));

            var written = Plot.Write(results, folder.FullName);

            written.Select(Path.GetFileName).Should().Equal("speed-a-b.svg", "growth.svg");
            File.ReadAllText(written[1]).Should().Be(Plot.Of(s_curves));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<XElement> Shapes(Section section, string shape) =>
        XDocument.Parse(Plot.Of(section)).Descendants().Where(element => element.Name.LocalName == shape);

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
