using System.Runtime.InteropServices;
using Ilb.Forwarding.Kernel;

namespace Ilb.Datapath.Flows;

/// <summary>Twin of struct flow in bpf/flow_value.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FlowValue(
    uint Network,
    KernelAddress Client,
    KernelAddress Called,
    KernelAddress Server,
    BigEndianPort ClientPort,
    BigEndianPort CalledPort,
    BigEndianPort ServerPort,
    BigEndianPort SeenPort,
    byte Protocol,
    FlowMarks Marks,
    ushort Acl,
    uint Backend,
    uint Generation,
    uint SeenAt,
    ushort IdleSeconds,
    ushort AclGeneration)
{
    private const FlowMarks BothFin = FlowMarks.ClientFin | FlowMarks.ServerFin;

    /// <summary>Reset, or closed by both sides: a connection closed by one may go on for long in the other direction.</summary>
    public bool IsOver => (Marks & FlowMarks.Reset) != 0 || (Marks & BothFin) == BothFin;
}

/// <summary>Twin of enum flow_mark.</summary>
[Flags]
internal enum FlowMarks : byte
{
    Proven = 1,
    ClientFin = 2,
    ServerFin = 4,
    Reset = 8,
    Direct = 16,
    Alias = 32,
    Floating = 64,
    Hairpin = 128,
}
