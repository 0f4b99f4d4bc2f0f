using Ilb.Model.Addressing;

namespace Ilb.Model.Desired;

/// <summary>The pool that public VIPs come from. The operator chooses it; a deployment keeps the VIP it has.</summary>
public static class PublicNetwork
{
    private const int Largest = 8;
    private const int Smallest = 29;

    /// <summary>Reserved for documentation (RFC 5737): nobody on the internet has it.</summary>
    public static Ipv4Prefix Default { get; } = Ipv4Prefix.Parse("203.0.113.0/24");

    /// <summary>The prefix that an operator chose.</summary>
    /// <exception cref="FormatException">It can't be one; says why.</exception>
    public static Ipv4Prefix Parse(string? text)
    {
        if (!Ipv4Prefix.TryParse(text, out var prefix))
            throw new FormatException($"'{text}' is not an IPv4 prefix such as {Default} (all bits behind the length are zero)");
        if (prefix.Length is < Largest or > Smallest)
            throw new FormatException($"{prefix}: a pool of public VIPs is a /{Largest} to a /{Smallest}");
        return UnusableAddresses.All.FirstOrDefault(prefix.Overlaps) is { Length: > 0 } unusable
            ? throw new FormatException($"{prefix} contains addresses that nobody may use: {unusable}")
            : prefix;
    }
}
