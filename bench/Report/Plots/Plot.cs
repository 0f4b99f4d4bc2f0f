using System.Text.Json;
using Ilb.Bench.Lab;

namespace Ilb.Bench.Report.Plots;

/// <summary>Drawings of what `--json` printed, a file for each section.</summary>
internal static class Plot
{
    /// <exception cref="LabException">The file is none that `--json` printed.</exception>
    public static IReadOnlyList<string> Write(string results, string folder)
    {
        Directory.CreateDirectory(folder);
        return [.. Read(results).Select(section => Write(section, folder))];
    }

    public static string Of(Section section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return (section.Axis is null ? BarPlot.Of(section) : CurvePlot.Of(section)).ToString();
    }

    /// <summary>"Ping-pong: one byte" is ping-pong-one-byte.</summary>
    public static string NameOf(Section section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var kept = section.Title.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ');
        return string.Join('-', string.Concat(kept).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static Section[] Read(string results)
    {
        try
        {
            return JsonSerializer.Deserialize<Section[]>(File.ReadAllText(results)) ?? [];
        }
        catch (Exception problem) when (problem is IOException or JsonException)
        {
            throw new LabException($"read {results}", problem.Message);
        }
    }

    private static string Write(Section section, string folder)
    {
        var path = Path.Combine(folder, $"{NameOf(section)}.svg");
        File.WriteAllText(path, Of(section));
        return path;
    }
}
