namespace Ilb.Bench.Report.Plots;

/// <summary>From one power of ten to another.</summary>
/// <param name="Start">Where the lower one is in the drawing.</param>
internal sealed record LogAxis(int From, int To, double Start, double End)
{
    /// <summary>So that all these are between its ends.</summary>
    public static LogAxis Of(IEnumerable<double> values, double start, double end)
    {
        var positive = values.Where(value => value > 0).DefaultIfEmpty(1).ToList();
        var from = (int)Math.Floor(Math.Log10(positive.Min()));
        return new LogAxis(from, Math.Max(from + 1, (int)Math.Ceiling(Math.Log10(positive.Max()))), start, end);
    }

    /// <summary>The powers of ten.</summary>
    public IEnumerable<double> Marks => Enumerable.Range(From, To - From + 1).Select(power => Math.Pow(10, power));

    /// <summary>What lies beyond an end is drawn at it.</summary>
    public double Place(double value)
    {
        var power = Math.Clamp(Math.Log10(Math.Max(value, double.Epsilon)), From, To);
        return Start + ((power - From) / (To - From) * (End - Start));
    }
}
