using System.Globalization;

namespace Ilb.Declarations.Imports.HaProxy;

/// <summary>A `server` line, after the `default-server` lines before it.</summary>
internal sealed class ServerLine(Line line, IReadOnlyList<Line> usual)
{
    /// <summary>With an argument, and without; all else is noted.</summary>
    private static readonly HashSet<string> Numbers = ["port", "inter", "fall", "weight"], Ignored = ["init-addr", "resolve-prefer", "resolvers"], Flags = ["check", "backup", "enabled"];

    /// <summary>What is not carried over and has no argument, beside what begins with no- or force-.</summary>
    private static readonly HashSet<string> Alone =
        ["agent-check", "allow-0rtt", "check-send-proxy", "check-ssl", "check-via-socks4", "non-stick", "send-proxy", "send-proxy-v2", "send-proxy-v2-ssl", "send-proxy-v2-ssl-cn", "ssl", "ssl-reuse", "stick", "tfo", "tls-tickets"];

    private IEnumerable<Line> Lines => usual.Append(line);

    public bool IsChecked => Has("check");

    public bool IsDisabled => Has("disabled");

    public int? CheckPort => Number("port");

    /// <summary>Seconds.</summary>
    public double Interval => Time.Seconds(Value("inter")) ?? 2;

    public int Falls => Number("fall") ?? 3;

    public long LineNumber => line.Number;

    /// <summary>Null where it has no place: noted.</summary>
    public RealServer? Read(Notes notes)
    {
        if (line.Words is not [_, var name, var place, ..] || place.StartsWith('/'))
        {
            notes.Add(line.Number, $"{line} is left out: a machine is behind an address.");
            return null;
        }

        Tell(line, $"server {name}", notes);
        var (host, port) = place.LastIndexOf(':') is var colon and >= 0 ? (place[..colon], place[(colon + 1)..]) : (place, "");
        var isAddress = AddressBlocks.IsIPv4(host);
        if (!isAddress)
            notes.Add(line.Number, $"server {name}: {host} is no IPv4 address, so any of the subnet is taken.");
        int? number = int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var written) && written is > 0 and < 65536 ? written : null;
        return new RealServer(Names.Machine(name), isAddress ? host : null, number, line.Number, IsDisabled ? 0 : Number("weight") is { } weight ? Math.Min(weight, 256) : 1, Has("backup"));
    }

    /// <summary>Notes what a line has that is not carried over, each keyword with its argument.</summary>
    public static void Tell(Line one, string of, Notes notes)
    {
        foreach (var unknown in Unknown(one))
            notes.Add(one.Number, $"{of}: {unknown} is not carried over.");
    }

    /// <summary>Of a server line after name and address.</summary>
    private static int First(Line one) => one.Keyword == "server" ? 3 : 1;

    private bool Has(string flag) => Lines.Any(one => one.Words.Skip(First(one)).Contains(flag));

    private string? Value(string key) => Lines.Select(one => one.After(key, First(one))).LastOrDefault(value => value is not null);

    private int? Number(string key) => int.TryParse(Value(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IEnumerable<string> Unknown(Line one)
    {
        for (var at = First(one); at < one.Words.Count; at++)
            if (Numbers.Contains(one.Words[at]) || Ignored.Contains(one.Words[at]))
                at++;
            else if (one.Words[at] == "disabled")
                yield return "disabled (its weight becomes 0)";
            else if (IsAlone(one.Words[at]))
                yield return one.Words[at];
            else if (!Flags.Contains(one.Words[at]))
                yield return string.Join(' ', one.Words.Skip(at++).Take(2));
    }

    private static bool IsAlone(string word) =>
        Alone.Contains(word) || word.StartsWith("no-", StringComparison.Ordinal) || word.StartsWith("force-", StringComparison.Ordinal);
}
