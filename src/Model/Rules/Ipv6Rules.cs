using System.Collections.Immutable;
using Ilb.Model.Addressing;
using Ilb.Model.Commands;

namespace Ilb.Model.Rules;

/// <summary>The one IPv6 prefix that a virtual network may have in its address space.</summary>
internal static class Ipv6Rules
{
    /// <summary>An IPv4 address follows it.</summary>
    private const int Longest = 96;

    /// <param name="others">The texts that are no IPv6 prefixes, for whoever reads the others.</param>
    public static IpPrefix? Prefix(Change change, ImmutableArray<string> texts, string path, out ImmutableArray<string> others)
    {
        others = [.. texts.Where(text => !IsIpv6(text))];
        var prefixes = texts.Where(IsIpv6).Select(text => Prefix(change, text, $"{path}/AddressPrefix[{text}]")).OfType<IpPrefix>().ToList();
        if (texts.Count(IsIpv6) > 1)
            change.Bad(ProblemCode.Ipv6PrefixesTooMany, $"{path}/AddressPrefix[{texts.Last(IsIpv6)}]",
                "A virtual network has at most one IPv6 prefix: every IPv4 address in it makes one IPv6 address.");
        return prefixes is [var first, ..] ? first : null;
    }

    private static bool IsIpv6(string? text) => text?.Contains(':', StringComparison.Ordinal) ?? false;

    private static IpPrefix? Prefix(Change change, string text, string path)
    {
        if (!IpPrefix.TryParse(text, out var prefix))
        {
            change.Bad(ProblemCode.PrefixInvalid, path, $"'{text}' is not an IPv6 prefix such as fd00:1::/96 (all bits behind the length are zero).");
            return null;
        }

        if (prefix.Bits > Longest)
            change.Bad(ProblemCode.Ipv6PrefixTooLong, path,
                $"{prefix}: an IPv6 prefix is at most a /{Longest}; the 32 bits behind it are the IPv4 address of whoever has it.");
        if (UnusableAddresses.Ipv6.Where(prefix.Overlaps).ToList() is { Count: > 0 } reserved)
            change.Bad(ProblemCode.AddressSpaceReserved, path, $"{prefix} contains addresses that no network may use: {reserved[0]}.");
        return prefix.Bits > Longest ? null : prefix;
    }
}
