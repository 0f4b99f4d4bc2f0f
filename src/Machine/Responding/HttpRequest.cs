using System.Globalization;

namespace Ilb.Machine.Responding;

/// <summary>What the responder wants to know of a request's head.</summary>
internal readonly record struct HttpRequest(string Path, long BodyLength, bool KeepAlive, bool ExpectsContinue)
{
    public static HttpRequest Parse(string head)
    {
        var lines = head.Split("\r\n");
        var words = lines[0].Split(' ');
        var request = new HttpRequest(words.Length > 1 ? words[1] : "/", 0, lines[0].EndsWith("/1.1", StringComparison.Ordinal), false);
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':');
            if (colon > 0)
                request = request.With(line[..colon], line[(colon + 1)..].Trim());
        }

        return request;
    }

    private HttpRequest With(string name, string value) => name.ToUpperInvariant() switch
    {
        "CONTENT-LENGTH" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length) =>
            this with { BodyLength = length },
        "CONNECTION" => this with { KeepAlive = KeepAlive ? !Is(value, "close") : Is(value, "keep-alive") },
        "EXPECT" => this with { ExpectsContinue = Is(value, "100-continue") },
        _ => this,
    };

    private static bool Is(string value, string expected) => value.Equals(expected, StringComparison.OrdinalIgnoreCase);
}
