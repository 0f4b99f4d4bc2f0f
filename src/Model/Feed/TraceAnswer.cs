using System.Net;
using Ilb.Model.Snapshots;

namespace Ilb.Model.Feed;

/// <summary>What would become of a packet at this moment, and what decided it; by the numbers of the data plane.</summary>
/// <param name="NewSource">As it would arrive.</param>
/// <param name="NewDestination">As it would arrive.</param>
/// <param name="Verdict">"balanced", "acl_denied"…</param>
/// <param name="Action">What is done with such a packet: "DELIVER", "REFUSE", "DROP"…</param>
/// <param name="Meaning">The verdict, one clause for people.</param>
/// <param name="Network">Where the destination is: the sender's network, or one that it is joined to.</param>
public sealed record TraceAnswer(
    IPEndPoint Source,
    IPEndPoint Destination,
    IPEndPoint NewSource,
    IPEndPoint NewDestination,
    string Verdict,
    string Action,
    string Meaning,
    uint Network)
{
    /// <summary>"port" (a machine), "vip", "network" (nobody has the address), "gateway" or "peer"; null: none was asked for.</summary>
    public string? Route { get; init; }

    public bool IsInPeer { get; init; }

    /// <summary>Slot index of the port that it goes to.</summary>
    public uint? ToPort { get; init; }

    /// <summary>Of that port.</summary>
    public uint? Mtu { get; init; }

    public Slot? Frontend { get; init; }

    public Slot? Backend { get; init; }

    /// <summary>The one it belongs to; that it was found need not mean that it decided.</summary>
    public Flow? Flow { get; init; }

    /// <summary>The flow lies there, since its own bucket was full.</summary>
    public bool IsInOverflow { get; init; }

    public bool OpensFlow { get; init; }

    /// <summary>The flow would take the place of one that nobody answered: its bucket and overflow are full.</summary>
    public bool Evicts { get; init; }

    /// <summary>Null where no access list was asked.</summary>
    public TracedRule? Rule { get; init; }

    /// <summary>Null where no Maglev table was asked.</summary>
    public TracedPlace? Table { get; init; }

    public override string ToString() => $"{Source} to {Destination}: {Verdict}";
}
