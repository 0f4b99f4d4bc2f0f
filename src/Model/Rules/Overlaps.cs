using Ilb.Model.Addressing;

namespace Ilb.Model.Rules;

/// <summary>Which of some prefixes overlap.</summary>
internal static class Overlaps
{
    /// <summary>Each that overlaps with one before it in order of addresses, and the one of those that reaches furthest.</summary>
    public static IEnumerable<(T Wide, T Other)> Of<T>(IEnumerable<T> owners, Func<T, IpPrefix> prefix)
    {
        var ordered = owners.OrderBy(prefix).ToList();
        for (var (i, widest) = (1, 0); i < ordered.Count; i++)
        {
            // Sorted by base, whatever overlaps an earlier prefix overlaps the one that reaches furthest.
            if (prefix(ordered[widest]).Overlaps(prefix(ordered[i])))
                yield return (ordered[widest], ordered[i]);
            if (prefix(ordered[i]).Last > prefix(ordered[widest]).Last)
                widest = i;
        }
    }
}
