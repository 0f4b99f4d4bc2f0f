namespace Ilb.Datapath.Flows;

/// <summary>Twin of enum flow_mark in bpf/flow_value.h.</summary>
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

    /// <summary>Counts the flows that a way had.</summary>
    Turn = 0xf000,
}
