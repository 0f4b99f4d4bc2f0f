using System.Globalization;

namespace Ilb.Declarations.Imports.HaProxy;

/// <summary>A `server` line, after the `default-server` lines before it.</summary>
internal sealed class ServerLine(Line line, IReadOnlyList<Line> usual)
{
    /// <summary>With an argument, and without; all else is noted.</summary>
    private static readonly HashSet<string> Numbers = ["port", "inter", "fall", "weight"], Ignored = ["rise", "fastinter", "downinter", "init-addr", "resolve-prefer", "resolvers"], Flags = ["check", "backup", "enabled"];

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

        foreach (var unknown in Unknown())
            notes.Add(line.Number, $"server {name}: {unknown} is not carried over.");
        var (host, port) = place.LastIndexOf(':') is var colon and >= 0 ? (place[..colon], place[(colon + 1)..]) : (place, "");
        var isAddress = AddressBlocks.IsIPv4(host);
        if (!isAddress)
            notes.Add(line.Number, $"server {name}: {host} is no IPv4 address, so any of the subnet is taken.");
        int? number = int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var written) && written is > 0 and < 65536 ? written : null;
        return new RealServer(Names.Machine(name), isAddress ? host : null, number, line.Number, IsDisabled ? 0 : Number("weight") is { } weight ? Math.Min(weight, 256) : 1, Has("backup"));
    }

    /// <summary>Of a server line after name and address.</summary>
    private static int First(Line one) => one.Keyword == "server" ? 3 : 1;

    private bool Has(string flag) => Lines.Any(one => one.Words.Skip(First(one)).Contains(flag));

    private string? Value(string key) => Lines.Select(one => one.After(key, First(one))).LastOrDefault(value => value is not null);

    private int? Number(string key) => int.TryParse(Value(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private IEnumerable<string> Unknown()
    {
        for (var at = 3; at < line.Words.Count; at++)
            if (Numbers.Contains(line.Words[at]) || Ignored.Contains(line.Words[at]))
                at++;
            else if (line.Words[at] == "disabled")
                yield return "disabled (its weight becomes 0)";
            else if (!Flags.Contains(line.Words[at]))
                yield return line.Words[at];
    }
}
