using Ilb.Packets.Lab;
using Ilb.Packets.Wire;
using Xunit;

namespace Ilb.Packets.Verdicts;

/// <summary>Nanoseconds per packet where the packet stays the same from run to run; asked for by name, since it judges nothing.</summary>
public sealed class CostTests(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public void Nanoseconds_per_packet()
    {
        using var lab = new PacketLab(flowBuckets: 16_384);
        var direct = Frames.Segment("10.1.0.1:40000", "10.1.0.2:8080", Tcp.Ack);
        Measure(lab, "hit of a direct flow", direct);
        Measure(lab, "to a machine, no flow", Frames.Segment("10.1.0.1:40000", "10.1.0.4:22", Tcp.Ack));
        Measure(lab, "spoofed", Frames.Segment("10.1.0.4:40000", "10.1.0.2:8080", Tcp.Ack));
        Measure(lab, "IPv6", [.. new byte[12], 0x86, 0xdd, 0x60, .. new byte[59]]);
        var started = TimeProvider.System.GetTimestamp();
        lab.Kernel.Sweep();
        output.WriteLine($"sweep of 16,384 buckets: {TimeProvider.System.GetElapsedTime(started).TotalMilliseconds:F1} ms");
    }

    private void Measure(PacketLab lab, string what, byte[] frame)
    {
        lab.Send(1, frame);
        var result = lab.Kernel.Program.Run(frame, new byte[192], new byte[2048], repeat: 200_000);
        output.WriteLine($"{what}: {result.Nanoseconds} ns");
    }
}
