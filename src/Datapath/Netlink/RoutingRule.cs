using System.Net;

namespace Ilb.Datapath.Netlink;

/// <summary>Where the kernel looks for the way of a packet; ip-rule(8).</summary>
/// <param name="Priority">Lower ones are asked first; the next one where a table has no route.</param>
/// <param name="Table">Null: what it matches is answered with "unreachable".</param>
public sealed record RoutingRule(int Priority, RoutingTable? Table = null)
{
    /// <summary>Only packets that came in by this interface, by name; "lo" for what is sent from here.</summary>
    public string? From { get; init; }

    /// <summary>Only packets that came in by any other interface.</summary>
    public bool IsInverted { get; init; }

    /// <summary>Only packets to this address.</summary>
    public IPAddress? To { get; init; }

    /// <summary>Only packets from this address.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>Only packets that may leave by no other interface, e.g. to the next hop of a route.</summary>
    public string? Through { get; init; }

    /// <summary>Only packets of sockets with this mark (SO_MARK).</summary>
    public int? Mark { get; init; }

    /// <summary>Of IPv6 packets; else of IPv4.</summary>
    public bool IsIpv6 { get; init; }

    /// <summary>The default route of the table is passed over.</summary>
    public bool WithoutDefault { get; init; }

    public override string ToString() => $"{Priority} {(IsInverted ? "not " : "")}from {From ?? Source?.ToString() ?? "all"} to {To?.ToString() ?? Through ?? "all"}";
}
