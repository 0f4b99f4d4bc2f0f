namespace Ilb.Watching;

/// <summary>Something that happened: a line of `ilb watch`. Only what belongs to its kind is set.</summary>
/// <param name="Kind">"watching", "service", "operation", "revision", "backend", "drop" or "table".</param>
/// <param name="Text">The whole of it for people.</param>
internal sealed record WatchEvent(DateTimeOffset At, string Kind, string Text)
{
    public string? Verdict { get; init; }

    /// <summary>That left with the verdict since the last look, a second ago unless the service was away.</summary>
    public ulong? Packets { get; init; }

    public string? Meaning { get; init; }

    /// <summary>The name of a table that is almost full: "flows".</summary>
    public string? Table { get; init; }

    /// <summary>"MyWebsite1/web1".</summary>
    public string? Machine { get; init; }

    /// <summary>"MyWebsite1/intwebeplb".</summary>
    public string? Set { get; init; }

    /// <summary>"up", "down", "draining", "drained", "stopped", or "removed" when it is no member any more.</summary>
    public string? Health { get; init; }

    /// <summary>Why a backend is not up, or an operation failed.</summary>
    public string? Reason { get; init; }

    /// <summary>The newest snapshot that the kernel holds.</summary>
    public long? Revision { get; init; }

    /// <summary>The operation's id.</summary>
    public string? Operation { get; init; }

    /// <summary>Of an operation "succeeded" or "failed", of the service "away" or "back".</summary>
    public string? Status { get; init; }
}
