using System.Net;
using System.Net.Sockets;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;

namespace Ilb.Bench.Loads;

/// <summary>Accepts connections at the servers of a path and swallows what comes, counting it.</summary>
internal sealed class Sink : IDisposable
{
    private const int BufferBytes = 128 * 1024;

    private readonly Socket[] _listeners;
    private long _bytes;

    public Sink(IPath path)
    {
        _listeners = [.. path.Servers.Select(Listen)];
        foreach (var listener in _listeners)
            new Thread(() => Accept(listener), 256 * 1024) { IsBackground = true }.Start();
    }

    /// <summary>Received since the start.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public void Dispose()
    {
        foreach (var listener in _listeners)
            listener.Dispose();
    }

    private static Socket Listen(Place server)
    {
        var socket = server.NewSocket();
        socket.Bind(new IPEndPoint(IPAddress.Any, Endpoints.Sink));
        socket.Listen();
        return socket;
    }

    private void Accept(Socket listener)
    {
        try
        {
            while (true)
            {
                var connection = listener.Accept();
                new Thread(() => Swallow(connection), 256 * 1024) { IsBackground = true }.Start();
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
        }
    }

    private void Swallow(Socket connection)
    {
        using (connection)
        {
            var buffer = new byte[BufferBytes];
            while (connection.Receive(buffer, SocketFlags.None, out var error) is > 0 and var count && error == SocketError.Success)
                Interlocked.Add(ref _bytes, count);
        }
    }
}
