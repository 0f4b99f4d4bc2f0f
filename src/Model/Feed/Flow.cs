using System.Net;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;

namespace Ilb.Model.Feed;

/// <summary>A connection that the data plane of a node remembers.</summary>
/// <param name="Network">Network id of the machine that serves it.</param>
/// <param name="Called">What the client calls: a VIP, or for direct traffic the machine's own address.</param>
/// <param name="Server">Where it goes.</param>
/// <param name="SeenPort">The client's L4 port as the server sees it: another one when two flows would look alike there.</param>
/// <param name="Proven">The client got the server's answer, or for UDP there was one.</param>
/// <param name="Closed">Ended by both sides or by a reset; kept a few seconds for late packets.</param>
public sealed record Flow(
    uint Network,
    IPEndPoint Client,
    IPEndPoint Called,
    IPEndPoint Server,
    ushort SeenPort,
    Protocol Protocol,
    Slot Backend,
    bool Proven,
    bool Closed)
{
    public bool IsDirect => Called.Equals(Server);

    /// <summary>One side said that it sends no more.</summary>
    public bool HalfClosed { get; init; }

    /// <summary>The server has the VIP too: packets keep it as destination.</summary>
    public bool IsFloating { get; init; }

    /// <summary>A member that called its own set and was chosen itself: it sees the VIP as client.</summary>
    public bool IsHairpin { get; init; }

    /// <summary>The client is beyond the uplink.</summary>
    public bool IsFromOutside { get; init; }

    /// <summary>Since its first packet, when it was read; null for one that an earlier version opened.</summary>
    public TimeSpan? Age { get; init; }

    public Traffic FromClient { get; init; }

    public Traffic FromServer { get; init; }

    /// <summary>Since its last packet, when it was read.</summary>
    public TimeSpan Idle { get; init; }

    /// <summary>After how long without a packet it is forgotten, in the state it is in.</summary>
    public TimeSpan IdleTimeout { get; init; }

    public FlowState State => (Protocol, Closed, HalfClosed, Proven) switch
    {
        (Protocol.Udp, _, _, var answered) => answered ? FlowState.Answered : FlowState.Unanswered,
        (_, true, _, _) => FlowState.Closed,
        (_, _, true, _) => FlowState.HalfClosed,
        (_, _, _, var proven) => proven ? FlowState.Established : FlowState.Syn,
    };

    public override string ToString() => $"{Protocol} {Client} to {Called} at {Server}";
}
