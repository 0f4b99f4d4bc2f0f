namespace Ilb.Declarations.Imports.HaProxy;

/// <summary>Lines that say how servers are asked. A probe of ilb connects, or gets a path and takes 200 for an answer.</summary>
internal static class Checks
{
    public static bool Has(Line line) => line.Keyword is "http-check" or "tcp-check" || line.Begins("option", "httpchk");

    /// <summary>What of the line a probe does not do; null: nothing, or it is another line.</summary>
    public static string? Lost(Line line) => line.Words switch
    {
        ["http-check", "send", ..] => line.Words.Skip(2).Chunk(2).All(pair => pair is ["uri", _] or ["meth", "GET"] or ["ver", _]) ? null : PathAlone(line),
        ["option", "httpchk", ..] => line.Words.Skip(2).All(word => word.StartsWith('/') || word is "GET" or "HTTP/1.0" or "HTTP/1.1" or "HTTP/2") ? null : PathAlone(line),
        ["tcp-check", "connect"] => null,
        ["http-check" or "tcp-check", ..] => $"{line} is not carried over: ilb's probes connect, or get a path and take 200 for an answer.",
        _ => null,
    };

    private static string PathAlone(Line line) => $"{line}: only the path is carried over; ilb's probes GET it and take 200 for an answer.";
}
