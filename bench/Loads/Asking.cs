using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;

namespace Ilb.Bench.Loads;

/// <summary>A client of a path that asks its <see cref="EchoServer"/> by datagrams of one byte.</summary>
internal static class Asking
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120), Lost = TimeSpan.FromSeconds(1), Again = TimeSpan.FromMilliseconds(5);

    /// <summary>Microseconds from question to answer, one at a time: median and 99th percentile.</summary>
    public static IReadOnlyList<double> RoundTrips(IPath path, double seconds)
    {
        using var socket = Socket(path, Lost);
        var times = new List<double>();
        for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < seconds;)
        {
            var asked = Stopwatch.GetTimestamp();
            if (!IsAnswered(socket))
                throw new LabException($"ask {path.Address}:{Endpoints.Echo} through {path.Name}", "no answer");
            times.Add(Stopwatch.GetElapsedTime(asked).TotalMicroseconds);
        }

        times.Sort();
        return [times[times.Count / 2], times[times.Count * 99 / 100]];
    }

    /// <summary>Milliseconds from an event until the next answer: asks every 5 ms.</summary>
    public static double UntilAnswered(IPath path, Action happen)
    {
        using var socket = Socket(path, Again);
        var start = Stopwatch.GetTimestamp();
        happen();
        while (!IsAnswered(socket))
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
                throw new LabException($"ask {path.Address}:{Endpoints.Echo} through {path.Name}", $"no answer in {Patience.TotalSeconds} s");
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    public static bool IsAnswered(IPath path)
    {
        using var socket = Socket(path, Lost);
        return IsAnswered(socket);
    }

    /// <summary>Nobody there, said by a router on the way, is no answer, and known sooner than the others.</summary>
    private static bool IsAnswered(Socket socket)
    {
        Span<byte> datagram = stackalloc byte[1];
        socket.Send(datagram, SocketFlags.None, out _);
        var count = socket.Receive(datagram, SocketFlags.None, out var problem);
        if (problem is not SocketError.Success and not SocketError.TimedOut and not SocketError.WouldBlock)
            Thread.Sleep(1);
        return problem == SocketError.Success && count == 1;
    }

    private static Socket Socket(IPath path, TimeSpan patience)
    {
        var socket = path.Client.NewDatagramSocket();
        socket.ReceiveTimeout = (int)patience.TotalMilliseconds;
        socket.Connect(new IPEndPoint(path.Address, Endpoints.Echo));
        return socket;
    }
}
