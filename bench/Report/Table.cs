using System.Globalization;
using Ilb.Bench.Statistics;

namespace Ilb.Bench.Report;

/// <summary>Sections as Markdown tables, aligned for a terminal too.</summary>
public static class Table
{
    public static string Of(Section section)
    {
        ArgumentNullException.ThrowIfNull(section);
        string[][] rows =
        [
            ["", $"{section.Unit}, median [95 %]", section.Relative, "goal", ""],
            .. section.Figures.Select(Row),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        string[] ruled = [Line(rows[0], widths), Line([.. widths.Select(width => new string('-', width))], widths)];
        return $"{section.Title}\n\n{string.Join('\n', ruled.Concat(rows.Skip(1).Select(row => Line(row, widths))))}\n";
    }

    private static string[] Row(Figure figure) =>
    [
        figure.Name,
        Number(figure.Value),
        figure.Ratio?.ToString() ?? "",
        figure.Goal?.ToString() ?? "",
        figure.Shown,
    ];

    private static string Number(Estimate value) => value.Median >= 1000
        ? string.Create(CultureInfo.InvariantCulture, $"{value.Median:N0} [{value.Low:N0}, {value.High:N0}]")
        : value.ToString();

    private static string Line(string[] cells, int[] widths) => $"| {string.Join(" | ", cells.Zip(widths, (cell, width) => cell.PadRight(width)))} |";
}
