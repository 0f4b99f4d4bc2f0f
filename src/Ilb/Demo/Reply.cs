using System.Net;
using System.Text.RegularExpressions;

namespace Ilb.Demo;

/// <summary>One answer of the responder: who answered, and which client it saw. A failed request has a reason instead.</summary>
internal sealed partial record Reply(string? Machine, IPAddress? SeenClient, string? Failure)
{
    public static Reply Failed(string reason) => new(null, null, reason);

    /// <summary>Reads "web1 10.1.0.4:100 from 10.1.0.6:41234 #17".</summary>
    public static Reply Parse(string text) =>
        Line().Match(text) is { Success: true } match
            ? new Reply(match.Groups["machine"].Value, IPAddress.Parse(match.Groups["client"].Value), null)
            : Failed($"unexpected answer '{text.Trim()}'");

    [GeneratedRegex(@"^(?<machine>\S+) \S+ from (?<client>[0-9.]+):\d+ #\d+")]
    private static partial Regex Line();
}
