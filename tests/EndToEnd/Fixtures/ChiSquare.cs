namespace Ilb.EndToEnd.Fixtures;

/// <summary>Pearson's test of counts against an even spread.</summary>
internal static class ChiSquare
{
    private const double Precise = 1e-12;

    /// <summary>How probable it is that chance spreads at least this unevenly.</summary>
    public static double Probability(IEnumerable<int> counts)
    {
        var seen = counts.Select(count => (double)count).ToList();
        var expected = seen.Sum() / seen.Count;
        var statistic = seen.Sum(count => (count - expected) * (count - expected) / expected);
        return UpperTail(statistic, seen.Count - 1);
    }

    /// <summary>
    /// Of the chi-square distribution: 1 - P(k/2, x/2), where the regularised lower incomplete gamma function P is its power series
    /// (NIST DLMF 8.11.4), which converges for every x and quickly where x is near k.
    /// </summary>
    public static double UpperTail(double x, int degrees)
    {
        var (a, z) = (degrees / 2.0, x / 2);
        double term = 1 / a, sum = term;
        for (var n = 1; term > sum * Precise; n++)
            sum += term *= z / (a + n);
        return 1 - sum * Math.Exp(a * Math.Log(z) - z - LogGammaOfHalf(degrees));
    }

    /// <summary>ln Γ(k/2) by the recurrence Γ(a + 1) = a Γ(a), from Γ(1) = 1 or Γ(1/2) = √π.</summary>
    private static double LogGammaOfHalf(int k)
    {
        var (a, log) = k % 2 == 0 ? (1.0, 0.0) : (0.5, Math.Log(Math.PI) / 2);
        for (; a < k / 2.0; a++)
            log += Math.Log(a);
        return log;
    }
}
