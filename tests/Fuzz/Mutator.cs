using System.Text;

namespace Ilb.Fuzz;

/// <summary>Makes another document of one: a few changes to bytes, to pieces between angle brackets, or by words that documents are made of.</summary>
internal sealed class Mutator(Random random)
{
    private const int Longest = 1 << 16;

    private static readonly byte[][] s_words =
    [
        .. new[]
        {
            "<", ">", "/>", "</", "<!--", "-->", "<![CDATA[", "]]>", "<?x?>", "&amp;", "&#x0;", "&#65;", "\"", "'", "=", " xmlns=\"", " xmlns:i=\"", "i:nil=\"true\"", "i:type=\"",
            "http://schemas.microsoft.com/windowsazure", "http://www.w3.org/2001/XMLSchema-instance", "true", "false", "TRUE", "0", "-1", "00", "65535", "65536", "2147483647",
            "2147483648", "9223372036854775808", "1e9", "0x10", "10.1.0.4", "10.1.0.0/16", "010.1.0.4", "255.255.255.255/33", "::1", "fe80::1%1", "tcp", "udp", "TCP", "None", "a", "ä", "\u0301",
            "\u202e", "\ud83d\ude00", "/", "..", "%2f", "\r\n", "\t", " ", "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00+14:00", "2014-05-20", "{", "}", "[", "]", ",", ":", "null", "\\u0000",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public byte[] Change(byte[] document, byte[] other)
    {
        for (var times = 1 << random.Next(4); times > 0; times--)
            document = Once(document, other);
        return document.Length <= Longest ? document : document[..Longest];
    }

    private byte[] Once(byte[] document, byte[] other)
    {
        var (at, end) = Span(document);
        return random.Next(9) switch
        {
            0 => Replace(document, at, at, [(byte)random.Next(256)]),
            1 => Replace(document, at, Math.Min(at + 1, document.Length), [(byte)random.Next(256)]),
            2 => Replace(document, at, end, []),
            3 => Replace(document, at, at, document[at..end]),
            4 or 5 => Replace(document, at, random.Next(2) == 0 ? at : end, s_words[random.Next(s_words.Length)]),
            6 => Between(document, document),
            _ => Between(document, other),
        };
    }

    /// <summary>A piece of markup or text of the second in the place of one of the first, or before it.</summary>
    private byte[] Between(byte[] document, byte[] other)
    {
        var (at, end) = Piece(document);
        var (from, to) = Piece(other);
        return Replace(document, at, random.Next(2) == 0 ? at : end, other[from..to]);
    }

    private (int At, int End) Piece(byte[] document)
    {
        var (at, end) = Span(document);
        var start = document.AsSpan(0, at).LastIndexOf((byte)'<');
        var stop = document.AsSpan(end).IndexOf(random.Next(2) == 0 ? (byte)'>' : (byte)'<');
        return (Math.Max(start, 0), stop < 0 ? document.Length : Math.Min(end + stop + 1, document.Length));
    }

    /// <summary>Mostly a short one.</summary>
    private (int At, int End) Span(byte[] document)
    {
        var at = random.Next(document.Length + 1);
        return (at, Math.Min(at + random.Next(1 << random.Next(1, 9)), document.Length));
    }

    private static byte[] Replace(byte[] document, int at, int end, byte[] by) => [.. document.AsSpan(0, at), .. by, .. document.AsSpan(end)];
}
