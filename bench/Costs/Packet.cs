using System.Net;

namespace Ilb.Bench.Costs;

/// <summary>A segment without payload, as it arrives from a port; the L4 port of the client goes through so many flows.</summary>
/// <param name="Port">Slot of the port that it comes from.</param>
/// <param name="Flows">A power of two.</param>
/// <param name="IsReply">The client is who gets it.</param>
/// <param name="Step">From one packet to the next so many flows further; odd, so that each has its turn.</param>
internal sealed record Packet(uint Port, IPEndPoint From, IPEndPoint To, byte Flags, uint Flows = 1, bool IsReply = false, uint Step = 1)
{
    private const uint SourcePortAt = 34, DestinationPortAt = 36;

    public byte[] Frame => TcpFrame.Of(From, To, Flags);

    public uint ClientPortAt => IsReply ? DestinationPortAt : SourcePortAt;

    public uint FirstPort => (uint)(IsReply ? To : From).Port;

    /// <summary>In another order than flows were opened in, as packets come: else the next flow is often the next in memory.</summary>
    public Packet Scattered => this with { Step = 40_503 };

    public Packet With(byte flags) => this with { Flags = flags };
}
