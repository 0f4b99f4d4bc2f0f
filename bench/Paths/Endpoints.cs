namespace Ilb.Bench.Paths;

/// <summary>What every path offers, at the same L4 ports.</summary>
internal static class Endpoints
{
    /// <summary>Swallows a stream.</summary>
    public const ushort Sink = 5001;

    /// <summary>Sends back what comes: datagrams, or bytes of a connection.</summary>
    public const ushort Echo = 7;

    /// <summary>Answers one HTTP request and closes.</summary>
    public const ushort Http = 80;
}
