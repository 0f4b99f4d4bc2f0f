using Ilb.Packets.Lab;

namespace Ilb.Packets.Verdicts;

/// <summary>A packet in, what becomes of it.</summary>
/// <param name="Name">Of the case, unique.</param>
/// <param name="Port">The machine that sends it.</param>
/// <param name="Out">The frame that leaves, or null where none does.</param>
internal sealed record VerdictRow(string Name, uint Port, byte[] In, string Verdict, TcAction Action, byte[]? Out = null)
{
    /// <summary>What happened before.</summary>
    public Action<PacketLab> Before { get; init; } = _ => { };

    /// <summary>Of a small flow table; null: as large as it is for most.</summary>
    public uint? FlowBuckets { get; init; }

    /// <summary>It comes through the uplink.</summary>
    public bool IsFromOutside { get; init; }

    public uint Segment { get; init; }

    /// <summary>It is about how IPv4 is written, or about a network without IPv6.</summary>
    public bool IsOnlyIpv4 { get; init; }

    /// <summary>It is written in IPv6: it means nothing in a network without.</summary>
    public bool IsOnlyIpv6 => !IsOnlyIpv4 && In[12] == 0x86;

    /// <summary>What it says of IPv4 holds for IPv6 as well, or it is about IPv6.</summary>
    public bool HoldsInIpv6 => IsOnlyIpv6 || (!IsOnlyIpv4 && In is [_, _, _, _, _, _, _, _, _, _, _, _, 8, 0, ..] && !IsFromOutside && !PacketLab.IsGateway(Port));

    internal bool IsFromMachine => !IsFromOutside && !PacketLab.IsGateway(Port);

    /// <summary>Null: any will do.</summary>
    internal PacketLab? OwnLab(bool inIpv6) => FlowBuckets is { } buckets ? new PacketLab(buckets, overflowBuckets: buckets, isDualStack: inIpv6) : null;

    /// <summary>What was before the packet comes, in a lab that knew nothing.</summary>
    internal void Prepare(PacketLab lab, bool inIpv6)
    {
        lab.SendsIpv6 = inIpv6;
        lab.Reset();
        Before(lab);
    }

    internal Outcome Send(PacketLab lab) =>
        IsFromOutside ? lab.SendFromOutside(In, Segment)
        : Port == 0 ? lab.SendFromInterface(In, Segment)
        : PacketLab.IsGateway(Port) ? lab.SendFromGateway(Port, In, Segment)
        : lab.Send(Port, In, Segment);
}
