using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ilb.Forwarding.Kernel;

namespace Ilb.Bench.Costs;

/// <summary>struct drill of bench/bpf/drill.h: the packet that arrives again and again.</summary>
/// <param name="NewPort">What the floor makes of the destination.</param>
/// <param name="ClientPortAt">Offset in the frame of the L4 port that tells flows apart.</param>
/// <param name="Mask">Flows less one.</param>
/// <param name="Step">From one packet to the next so many flows further.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct DrillValue(
    DrillFrame Frame, BigEndianPort NewPort, uint NewAddress, uint ClientPortAt, uint FirstPort, uint Mask, uint Step, uint Next = 0);

[InlineArray(TcpFrame.Length)]
internal struct DrillFrame
{
    private byte _first;

    public static DrillFrame Of(ReadOnlySpan<byte> frame)
    {
        var copy = default(DrillFrame);
        frame.CopyTo(copy);
        return copy;
    }
}
