using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;

namespace Ilb.Datapath.Flows;

/// <summary>Twin of struct flow_line in bpf/flow_value.h: a flow as it lies in the table, of its addresses the last word.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FlowLine(FlowFacts Facts, uint Client, uint Called, uint Server, BySender Acknowledged, BySender Recent)
{
    private const FlowMarks OfTheWay = FlowMarks.Turn | FlowMarks.InUse | FlowMarks.Counted;

    /// <summary>The third word of ::ffff:a.b.c.d, in network order.</summary>
    private static readonly uint s_ipv4 = BinaryPrimitives.ReverseEndianness(0xffffu);

    /// <summary>The flow is that of an earlier look, whatever passed since: a rest that was read in between is its own.</summary>
    internal bool IsThatOf(in FlowLine before) => ((Facts.Marks ^ before.Facts.Marks) & OfTheWay) == 0;

    /// <summary>What programs see of it.</summary>
    internal FlowValue Join(in FlowRest rest) => new(
        Facts,
        (uint)(Facts.Has(FlowMarks.Udp) ? Protocol.Udp : Protocol.Tcp),
        Address(rest.Client, Client),
        Address(rest.Called, Called),
        Address(rest.Server, Server),
        Facts.Has(FlowMarks.Counted) ? new(Acknowledged, Recent, rest.Packets, rest.Bytes) : new(Acknowledged, Recent, default, default));

    private KernelAddress Address(FirstWords words, uint last) =>
        Facts.Has(FlowMarks.Ipv6) ? new(words.First, words.Second, words.Third, last) : new(0, 0, s_ipv4, last);
}

/// <summary>Twin of struct flow_rest: what packets of IPv4 rarely need.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FlowRest(
    FirstWords Client, FirstWords Called, FirstWords Server, BySender Packets, BySender Bytes, uint Protocol, ulong Zero);

/// <summary>Of an IPv6 address, in network order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FirstWords(uint First, uint Second, uint Third);
