using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;

namespace Ilb.Bench.Loads;

/// <summary>A TCP connection of the client of a path to its servers.</summary>
internal static class Connecting
{
    /// <exception cref="LabException">Nobody answers; of ilb with the verdicts so far.</exception>
    public static Socket Open(IPath path, ushort port)
    {
        var socket = path.Client.NewSocket();
        try
        {
            socket.Connect(new IPEndPoint(path.Address, port));
            return socket;
        }
        catch (SocketException problem)
        {
            socket.Dispose();
            var reasons = path is IlbPath ilb ? string.Join(", ", ilb.Verdicts().Where(v => v.Value > 0)) : "";
            throw new LabException($"connect to {path.Address}:{port} through {path.Name}", $"{problem.Message} {reasons}");
        }
    }

    /// <summary>Waits until a peer's program listens.</summary>
    public static void AwaitAnswer(IPath path, ushort port)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                Open(path, port).Dispose();
                return;
            }
            catch (LabException) when (clock.Elapsed < TimeSpan.FromSeconds(5))
            {
                Thread.Sleep(20);
            }
        }
    }
}
