using System.Net;
using System.Net.Sockets;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;

namespace Ilb.Bench.Loads;

/// <summary>Sends datagrams back from the servers of a path.</summary>
internal sealed class EchoServer : IDisposable
{
    private readonly Socket[] _sockets;

    public EchoServer(IPath path)
    {
        _sockets = [.. path.Servers.Select(Open)];
        foreach (var socket in _sockets)
            new Thread(() => Answer(socket), 256 * 1024) { IsBackground = true }.Start();
    }

    public void Dispose()
    {
        foreach (var socket in _sockets)
            socket.Dispose();
    }

    private static Socket Open(Place server)
    {
        var socket = server.NewDatagramSocket();
        socket.Bind(new IPEndPoint(IPAddress.Any, Endpoints.Echo));
        return socket;
    }

    private static void Answer(Socket socket)
    {
        var (buffer, client) = (new byte[2048], new SocketAddress(AddressFamily.InterNetwork));
        while (true)
        {
            try
            {
                var count = socket.ReceiveFrom(buffer, SocketFlags.None, client);
                socket.SendTo(buffer.AsSpan(0, count), SocketFlags.None, client);
            }
            catch (SocketException)
            {
                // An answer to where nobody is; the next request may come from where somebody is.
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }
}
