using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;

namespace Ilb.Bench.Loads;

/// <summary>Gigabits a second of one TCP stream from client to server, counted where it arrives.</summary>
internal static class Throughput
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Until the congestion window has opened; not counted.</summary>
    private static readonly TimeSpan RampUp = TimeSpan.FromMilliseconds(200);

    public static double Measure(IPath path, Sink sink, double seconds)
    {
        using var socket = path.Client.NewSocket();
        Connect(path, socket);
        var end = RampUp + TimeSpan.FromSeconds(seconds);
        var buffer = new byte[BufferBytes];
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < RampUp)
            socket.Send(buffer);
        var (startBytes, start) = (sink.Bytes, clock.Elapsed);
        while (clock.Elapsed < end)
            socket.Send(buffer);
        var (bytes, elapsed) = (sink.Bytes - startBytes, clock.Elapsed - start);
        return bytes * 8 / elapsed.TotalSeconds / 1e9;
    }

    /// <summary>Waits until a peer's program listens.</summary>
    public static void AwaitAnswer(IPath path)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            using var socket = path.Client.NewSocket();
            try
            {
                Connect(path, socket);
                return;
            }
            catch (LabException) when (clock.Elapsed < TimeSpan.FromSeconds(5))
            {
                Thread.Sleep(20);
            }
        }
    }

    private static void Connect(IPath path, Socket socket)
    {
        try
        {
            socket.Connect(new IPEndPoint(path.Address, Endpoints.Sink));
        }
        catch (SocketException problem)
        {
            var reasons = path is IlbPath ilb ? string.Join(", ", ilb.Verdicts().Where(v => v.Value > 0)) : "";
            throw new LabException($"connect to {path.Address}:{Endpoints.Sink} through {path.Name}", $"{problem.Message} {reasons}");
        }
    }
}
