using System.Runtime.InteropServices;
using Ilb.Forwarding.Kernel;

namespace Ilb.Datapath.Flows;

/// <summary>Twin of struct flow in bpf/flow_value.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FlowValue(
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
    ushort AclGeneration,
    uint Protocol,
    KernelAddress Client,
    KernelAddress Called,
    KernelAddress Server,
    TrafficValue Traffic)
{
    /// <summary>Twins of UNPROVEN_SECONDS and CLOSED_SECONDS in bpf/flow_value.h.</summary>
    internal const ushort UnprovenSeconds = 60, ClosedSeconds = 10;

    private const FlowMarks BothFin = FlowMarks.ClientFin | FlowMarks.ServerFin;

    /// <summary>Reset, or closed by both sides: a connection closed by one may go on for long in the other direction.</summary>
    public bool IsOver => (Marks & FlowMarks.Reset) != 0 || (Marks & BothFin) == BothFin;

    public bool IsHalfClosed => !IsOver && (Marks & BothFin) != 0;

    /// <summary>Without a packet for longer it is forgotten: is_over in bpf/flow.h.</summary>
    public TimeSpan Lifetime => TimeSpan.FromSeconds(
        IsOver ? ClosedSeconds : (Marks & FlowMarks.Proven) != 0 ? IdleSeconds : UnprovenSeconds);
}

/// <summary>Twin of enum flow_mark.</summary>
[Flags]
internal enum FlowMarks : ushort
{
    Proven = 1,
    ClientFin = 2,
    ServerFin = 4,
    Reset = 8,
    Direct = 16,
    Alias = 32,
    Floating = 64,
    Hairpin = 128,
    Udp = 256,
    Ipv6 = 512,
    Counted = 1024,
    InUse = 2048,
    Turn = 0xf000,
}
