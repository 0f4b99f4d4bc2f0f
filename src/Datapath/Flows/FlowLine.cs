using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;

namespace Ilb.Datapath.Flows;

/// <summary>Twin of struct flow_line in bpf/flow_value.h: a flow as it lies in the table, of its addresses the last word.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FlowLine(
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
    uint Client,
    uint Called,
    uint Server,
    BySender Acknowledged,
    BySender Recent)
{
    /// <summary>The third word of ::ffff:a.b.c.d, in network order.</summary>
    private static readonly uint s_ipv4 = BinaryPrimitives.ReverseEndianness(0xffffu);

    /// <summary>What programs see of it.</summary>
    internal FlowValue Join(in FlowRest rest) => new(
        ClientPort,
        CalledPort,
        ServerPort,
        SeenPort,
        Network,
        Marks,
        IdleSeconds,
        Backend,
        Generation,
        SeenAt,
        OpenedAt,
        Acl,
        AclGeneration,
        (Marks & FlowMarks.Udp) != 0 ? (uint)Protocol.Udp : (uint)Protocol.Tcp,
        Address(rest.Client, Client),
        Address(rest.Called, Called),
        Address(rest.Server, Server),
        (Marks & FlowMarks.Counted) != 0 ? new(Acknowledged, Recent, rest.Packets, rest.Bytes) : new(Acknowledged, Recent, default, default));

    private KernelAddress Address(FirstWords words, uint last) => (Marks & FlowMarks.Ipv6) != 0
        ? new(words.First, words.Second, words.Third, last)
        : new(0, 0, s_ipv4, last);
}

/// <summary>Twin of struct flow_rest: what packets of IPv4 rarely need.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FlowRest(
    FirstWords Client,
    FirstWords Called,
    FirstWords Server,
    BySender Packets,
    BySender Bytes,
    uint Protocol,
    ulong Zero);

/// <summary>Of an IPv6 address, in network order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct FirstWords(uint First, uint Second, uint Third);
