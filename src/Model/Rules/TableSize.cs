namespace Ilb.Model.Rules;

/// <summary>
/// How many places the Maglev table of a set has: a prime of at least 1,000 per member, so that a change of members moves under
/// 1 % more flows than it must. Members are counted up to the next power of two, at least to 16: another size moves most
/// new flows, so that of a small set never changes as it grows.
/// </summary>
public static class TableSize
{
    /// <summary>The largest size of the ordinary range, enough for 65 members; more members take larger primes.</summary>
    public const uint Ordinary = 65_537;

    private const uint PlacesPerMember = 1_000, FewestMembers = 16;

    public static uint For(int members)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        var needed = (uint)members * PlacesPerMember;
        var comfortable = System.Numerics.BitOperations.RoundUpToPowerOf2(Math.Max((uint)members, FewestMembers)) * PlacesPerMember;
        return needed <= Ordinary && comfortable > Ordinary ? Ordinary : SmallestPrimeFrom(comfortable);
    }

    private static uint SmallestPrimeFrom(uint number)
    {
        while (!IsPrime(number))
            number++;
        return number;
    }

    private static bool IsPrime(uint number)
    {
        for (uint divisor = 2; divisor * divisor <= number; divisor++)
            if (number % divisor == 0)
                return false;
        return number >= 2;
    }
}
