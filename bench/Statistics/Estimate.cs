using System.Globalization;

namespace Ilb.Bench.Statistics;

/// <summary>A median, or another quantile, and the interval that holds the true one with 95 % confidence.</summary>
public sealed record Estimate(double Median, double Low, double High)
{
    /// <summary>Resamples of the bootstrap; at 10,000 the interval's ends vary by less than 1 % from run to run.</summary>
    private const int Resamples = 10_000;

    /// <summary>Median, or another quantile, with the percentile bootstrap interval. The same samples give the same result.</summary>
    public static Estimate Of(IReadOnlyList<double> samples, double quantile = 0.5)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfZero(samples.Count);
#pragma warning disable CA5394 // A seeded generator is what makes the interval reproducible.
        var random = new Random(1);
        var quantiles = new double[Resamples];
        var resample = new double[samples.Count];
        for (var i = 0; i < Resamples; i++)
        {
            for (var j = 0; j < resample.Length; j++)
                resample[j] = samples[random.Next(samples.Count)];
            quantiles[i] = QuantileOf(resample, quantile);
        }
#pragma warning restore CA5394
        Array.Sort(quantiles);
        return new Estimate(QuantileOf(samples, quantile), quantiles[(int)(Resamples * 0.025)], quantiles[(int)(Resamples * 0.975) - 1]);
    }

    /// <summary>Of the ratios of samples taken in the same rounds: what both had in common, a busy machine say, cancels out.</summary>
    public static Estimate OfRatios(IReadOnlyList<double> numerators, IReadOnlyList<double> denominators)
    {
        ArgumentNullException.ThrowIfNull(numerators);
        ArgumentNullException.ThrowIfNull(denominators);
        ArgumentOutOfRangeException.ThrowIfNotEqual(numerators.Count, denominators.Count, nameof(numerators));
        return Of([.. numerators.Zip(denominators, (n, d) => n / d)]);
    }

    public static double MedianOf(IEnumerable<double> samples) => QuantileOf(samples, 0.5);

    /// <summary>Between two samples, in proportion.</summary>
    public static double QuantileOf(IEnumerable<double> samples, double quantile)
    {
        var sorted = samples.Order().ToArray();
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length, nameof(samples));
        var place = (sorted.Length - 1) * quantile;
        var (below, above) = (sorted[(int)place], sorted[(int)Math.Ceiling(place)]);
        return below + ((above - below) * (place - Math.Floor(place)));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:0.00} [{Low:0.00}, {High:0.00}]");
}
