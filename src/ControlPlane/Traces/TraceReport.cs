using Ilb.ControlPlane.Status;
using Ilb.Model.Feed;

namespace Ilb.ControlPlane.Traces;

/// <summary>What `ilb trace` shows: what would become of a packet now, and what decides it.</summary>
/// <param name="From">"MyClients/client1".</param>
/// <param name="Network">Its network.</param>
/// <param name="Protocol">"tcp" or "udp".</param>
/// <param name="IsMidFlow">Of TCP an ACK, else a SYN.</param>
/// <param name="Source">"10.0.1.4:50123".</param>
/// <param name="IsSourcePortChosen">Nobody asked for that port.</param>
/// <param name="Called">"10.0.0.6:100".</param>
/// <param name="Verdict">"balanced", "acl_denied"…</param>
/// <param name="Meaning">The verdict, one clause for people.</param>
/// <param name="Outcome">"delivered", "answered", "refused" or "dropped".</param>
public sealed record TraceReport(
    string From,
    string Network,
    string Protocol,
    bool IsMidFlow,
    string Source,
    bool IsSourcePortChosen,
    string Called,
    string Verdict,
    string Meaning,
    string Outcome,
    IReadOnlyList<TraceStep> Steps)
{
    /// <summary>"MyWebsite1/intwebeplb": whose packet it is.</summary>
    public string? Set { get; init; }

    /// <summary>"MyWebsite1/web2": of the flow, be it there or new.</summary>
    public string? Backend { get; init; }

    /// <summary>The machine, gateway or uplink that it arrives at; null: nothing arrives.</summary>
    public string? DeliveredTo { get; init; }

    /// <summary>Its source there.</summary>
    public string? ArrivesFrom { get; init; }

    /// <summary>Its destination there.</summary>
    public string? ArrivesAt { get; init; }

    /// <summary>Of the interface that it arrives at.</summary>
    public uint? Mtu { get; init; }

    /// <summary>The flow that it belongs to.</summary>
    public FlowLine? Flow { get; init; }

    /// <summary>That flow lies in the table that full buckets share.</summary>
    public bool IsInOverflow { get; init; }

    public bool OpensFlow { get; init; }

    /// <summary>The new flow takes the place of one that nobody answered.</summary>
    public bool Evicts { get; init; }

    /// <summary>Null where no access list was asked.</summary>
    public TraceRule? Access { get; init; }

    /// <summary>Where in the set's Maglev table it falls; null where that was not asked.</summary>
    public TracedPlace? Table { get; init; }
}
