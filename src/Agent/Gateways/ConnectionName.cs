using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Ilb.Agent.Gateways;

/// <summary>
/// What a tunnel is called in charon, <c>site-HeadOffice-1a2b3c4d</c>: with other terms, its key above all, it is called otherwise. So
/// charon itself tells what was made under which terms, also to an agent that did not see them change: new keys for an old session are
/// made without asking for the shared key again.
/// </summary>
internal static partial class ConnectionName
{
    private const int VersionLength = 8;

    /// <param name="seed">Names are in logs and command lines, where nobody shall try keys against them: so it must be secret.</param>
    public static string Of(string site, string terms, byte[] seed) =>
        $"{Site(site)}-{Convert.ToHexStringLower(HMACSHA256.HashData(seed, Encoding.UTF8.GetBytes(terms)))[..VersionLength]}";

    /// <summary>Whether it is a tunnel to this site, under whatever terms.</summary>
    public static bool IsOf(string site, string name) => name.Length > VersionLength && name[..^(VersionLength + 1)] == Site(site);

    /// <summary>Of the connections in a file that <see cref="CharonText"/> wrote.</summary>
    public static IReadOnlySet<string> In(string tunnels) =>
        Opening.Matches(tunnels).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

    private static string Site(string site) => SwanctlWord.Of("site", site);

    [GeneratedRegex("^  (site-[A-Za-z0-9_-]+) {$", RegexOptions.Multiline)]
    private static partial Regex Opening { get; }
}
