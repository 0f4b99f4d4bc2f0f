using Ilb.Model.Addressing;

namespace Ilb.Model.Desired;

/// <summary>
/// The address space of a cloud service whose deployments are in no virtual network. Every such service has a network of its own,
/// so all of them may use the same prefix. The operator chooses it; a service keeps the one it began with while it has machines.
/// </summary>
public static class PrivateNetwork
{
    private const int Largest = 8;
    private const int Smallest = 24;

    /// <summary>The shared address space (RFC 6598), which neither customers' networks nor the internet use.</summary>
    public static Ipv4Prefix Default { get; } = Ipv4Prefix.Parse("100.64.0.0/10");

    /// <summary>What services had before they kept it themselves.</summary>
    private static Ipv4Prefix Unrecorded { get; } = Ipv4Prefix.Parse("100.64.0.0/16");

    public static Ipv4Prefix Of(CloudService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.PrivateSpace ?? Unrecorded;
    }

    /// <summary>The prefix that an operator chose.</summary>
    /// <exception cref="FormatException">It can't be one; says why.</exception>
    public static Ipv4Prefix Parse(string? text)
    {
        if (!Ipv4Prefix.TryParse(text, out var prefix))
            throw new FormatException($"'{text}' is not an IPv4 prefix such as {Default} (all bits behind the length are zero)");
        if (prefix.Length is < Largest or > Smallest)
            throw new FormatException($"{prefix}: a private address space is a /{Largest} to a /{Smallest}");
        return UnusableAddresses.All.FirstOrDefault(prefix.Overlaps) is { Length: > 0 } unusable
            ? throw new FormatException($"{prefix} contains addresses that no network may use: {unusable}")
            : prefix;
    }
}
