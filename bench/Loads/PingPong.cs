using System.Diagnostics;
using System.Net.Sockets;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;

namespace Ilb.Bench.Loads;

/// <summary>One byte there and back over one TCP connection, again and again.</summary>
internal static class PingPong
{
    /// <summary>Until both ends and what is between them are warm; not counted.</summary>
    private const int Warming = 200;

    /// <summary>What a server of a path does: sends back what comes.</summary>
    public static void Answer(Socket connection)
    {
        connection.NoDelay = true;
        Span<byte> one = stackalloc byte[1];
        while (connection.Receive(one, SocketFlags.None, out var problem) == 1 && problem == SocketError.Success)
            connection.Send(one, SocketFlags.None, out _);
    }

    /// <summary>How many a second, and microseconds of one: median and 99th percentile.</summary>
    public static IReadOnlyList<double> Measure(IPath path, double seconds)
    {
        using var socket = Connecting.Open(path, Endpoints.Echo);
        socket.NoDelay = true;
        for (var i = 0; i < Warming; i++)
            Exchange(path, socket);
        var times = new List<double>((int)(seconds * 200_000));
        var start = Stopwatch.GetTimestamp();
        for (var last = start; Stopwatch.GetElapsedTime(start, last).TotalSeconds < seconds;)
        {
            Exchange(path, socket);
            var now = Stopwatch.GetTimestamp();
            times.Add(Stopwatch.GetElapsedTime(last, now).TotalMicroseconds);
            last = now;
        }

        var rate = times.Count / (times.Sum() / 1e6);
        times.Sort();
        return [rate, times[times.Count / 2], times[times.Count * 99 / 100]];
    }

    private static void Exchange(IPath path, Socket socket)
    {
        Span<byte> one = stackalloc byte[1];
        socket.Send(one);
        if (socket.Receive(one) != 1)
            throw new LabException($"one byte there and back through {path.Name}", "the connection ended");
    }
}
