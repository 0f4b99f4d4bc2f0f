namespace Ilb.Model.Snapshots;

/// <summary>
/// How large the Maglev table of a set is. At 1,000 entries per backend a change of one backend needlessly moves less than 1 % of
/// the others' new flows (at 100 per backend up to 2.7 %). Sizes go up in steps of four because a resize moves nearly everything.
/// </summary>
public static class MaglevTableSize
{
    /// <summary>The least prime above each power of four from 4^6.</summary>
    private static readonly uint[] Primes = [4_099, 16_411, 65_537, 262_147, 1_048_583];

    /// <summary>The most backends that one set can have.</summary>
    public const int MostBackends = 1_048;

    /// <summary>The size for so many backends, never less than the size the set has already.</summary>
    /// <param name="backends">0 to <see cref="MostBackends"/>.</param>
    /// <param name="current">The size so far; 0 for a new set.</param>
    public static uint For(int backends, uint current = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(backends);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(backends, MostBackends);
        return Math.Max(current, Primes.First(prime => prime >= 1_000 * backends));
    }
}
