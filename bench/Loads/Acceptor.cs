using System.Net;
using System.Net.Sockets;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;

namespace Ilb.Bench.Loads;

/// <summary>Accepts connections at the servers of a path, each with a thread of its own.</summary>
internal sealed class Acceptor : IDisposable
{
    private const int StackBytes = 256 * 1024;

    private readonly Socket[] _listeners;
    private readonly Action<Socket> _serve;

    /// <param name="serve">Until the connection ends; then it is disposed of.</param>
    public Acceptor(IPath path, ushort port, Action<Socket> serve)
    {
        _serve = serve;
        _listeners = [.. path.Servers.Select(server => Listen(server, port))];
        foreach (var listener in _listeners)
            new Thread(() => Accept(listener), StackBytes) { IsBackground = true }.Start();
    }

    public void Dispose()
    {
        foreach (var listener in _listeners)
            listener.Dispose();
    }

    private static Socket Listen(Place server, ushort port)
    {
        var socket = server.NewSocket();
        socket.Bind(new IPEndPoint(IPAddress.Any, port));
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
                new Thread(() => Serve(connection), StackBytes) { IsBackground = true }.Start();
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
        }
    }

    private void Serve(Socket connection)
    {
        using (connection)
            _serve(connection);
    }
}
