using System.Diagnostics;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;

namespace Ilb.Bench.Loads;

/// <summary>One TCP stream from client to server, counted where it arrives.</summary>
internal static class Throughput
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Until the congestion window has opened; not counted.</summary>
    private static readonly TimeSpan RampUp = TimeSpan.FromMilliseconds(200);

    /// <summary>Gigabits a second.</summary>
    public static double Measure(IPath path, Sink sink, double seconds) => MeasureBoth(path, sink, seconds)[0];

    /// <summary>Gigabits a second, and seconds of the machine's processors per gigabyte.</summary>
    public static IReadOnlyList<double> MeasureBoth(IPath path, Sink sink, double seconds)
    {
        using var socket = Connecting.Open(path, Endpoints.Sink);
        var end = RampUp + TimeSpan.FromSeconds(seconds);
        var buffer = new byte[BufferBytes];
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < RampUp)
            socket.Send(buffer);
        var (startBytes, startBusy, start) = (sink.Bytes, Machine.BusySeconds, clock.Elapsed);
        while (clock.Elapsed < end)
            socket.Send(buffer);
        var (bytes, busy, elapsed) = (sink.Bytes - startBytes, Machine.BusySeconds - startBusy, clock.Elapsed - start);
        return [bytes * 8 / elapsed.TotalSeconds / 1e9, busy / (bytes / 1e9)];
    }
}
