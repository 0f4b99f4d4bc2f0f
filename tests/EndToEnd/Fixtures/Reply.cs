using System.Net;
using System.Text.RegularExpressions;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>One answer of the responder: who answered, where it was reached, and which client it saw. A failure has a reason instead.</summary>
internal sealed partial record Reply(string? Machine, IPEndPoint? Local, IPEndPoint? Client, string? Failure)
{
    public static Reply Failed(string reason) => new(null, null, null, reason);

    /// <summary>Reads "web1 10.1.0.4:100 from 10.1.0.6:41234 #17".</summary>
    public static Reply Parse(string text) =>
        Line().Match(text) is { Success: true } match
            ? new Reply(match.Groups["machine"].Value, EndPoint(match, "local"), EndPoint(match, "client"), null)
            : Failed($"unexpected answer '{text.Trim()}'");

    private static IPEndPoint EndPoint(Match match, string group) => IPEndPoint.Parse(match.Groups[group].Value);

    [GeneratedRegex(@"^(?<machine>\S+) (?<local>\S+) from (?<client>\S+) #\d+\n")]
    private static partial Regex Line();
}
