using System.Text;

namespace Ilb.Agent.Gateways;

/// <summary>Why a tunnel is not up, from what charon said in its log of the attempt that goes on; what was before may be over.</summary>
internal static class LastWords
{
    private const int Tail = 64 * 1024;

    /// <summary>What charon says → what it means; the newest line of the connection that has one of these counts.</summary>
    private static readonly (string Said, string Means)[] Known =
    [
        ("AUTHENTICATION_FAILED", "the peer refuses the shared key"),
        ("MAC mismatched", "the peer has another shared key"),
        ("NO_PROPOSAL_CHOSEN", "the peer takes none of the proposed algorithms, or does not know this gateway"),
        ("no acceptable proposal", "the peer proposes no algorithm that this gateway takes"),
        ("TS_UNACCEPTABLE", "the peer has other address prefixes"),
        ("traffic selectors", "the peer has other address prefixes"),
        ("retransmit", "the peer does not answer"),
        ("giving up", "the peer does not answer"),
    ];

    /// <summary>Null while nothing is known.</summary>
    public static string? Of(string logFile, string connection)
    {
        var (mark, attempt) = ($"<{connection}|", $"initiating IKE_SA {connection}[");
        var lines = ReadTail(logFile).Split('\n').Reverse()
            .TakeWhile(line => !Has(line, "Starting IKE charon daemon")).Where(line => Has(line, mark)).ToList();
        foreach (var (line, before) in lines.Zip(lines.Skip(1).Append("")))
        {
            if (Known.FirstOrDefault(known => Has(line, known.Said)).Means is { } means)
                return means;
            if (Has(line, attempt) && !Has(before, "trying again"))
                return null;
        }

        return null;
    }

    private static bool Has(string line, string words) => line.Contains(words, StringComparison.Ordinal);

    private static string ReadTail(string path)
    {
        if (!File.Exists(path))
            return "";
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Position = Math.Max(0, file.Length - Tail);
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
