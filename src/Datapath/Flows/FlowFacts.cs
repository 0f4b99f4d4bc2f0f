using System.Runtime.InteropServices;
using Ilb.Forwarding.Kernel;

namespace Ilb.Datapath.Flows;

/// <summary>Twin of FLOW_FACTS in bpf/flow_value.h: all of a flow but its addresses and what passed.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FlowFacts(
    BigEndianPort ClientPort,
    BigEndianPort CalledPort,
    BigEndianPort ServerPort,
    BigEndianPort SeenPort,
    uint Network,
    FlowMarks Marks,
    ushort IdleSeconds,
    uint Backend,
    uint Generation,
    uint SeenAt,
    uint OpenedAt,
    ushort Acl,
    ushort AclGeneration)
{
    /// <summary>Twins of UNPROVEN_SECONDS and CLOSED_SECONDS in bpf/flow_value.h.</summary>
    internal const ushort UnprovenSeconds = 60, ClosedSeconds = 10;

    private const FlowMarks BothFin = FlowMarks.ClientFin | FlowMarks.ServerFin;

    /// <summary>Reset, or closed by both sides: a connection closed by one may go on for long in the other direction.</summary>
    public bool IsOver => Has(FlowMarks.Reset) || (Marks & BothFin) == BothFin;

    public bool IsHalfClosed => !IsOver && Has(BothFin);

    /// <summary>Without a packet for longer it is forgotten: is_over in bpf/flow.h.</summary>
    public TimeSpan Lifetime => TimeSpan.FromSeconds(IsOver ? ClosedSeconds : Has(FlowMarks.Proven) ? IdleSeconds : UnprovenSeconds);

    /// <summary>At least one of these.</summary>
    public bool Has(FlowMarks marks) => (Marks & marks) != 0;
}
