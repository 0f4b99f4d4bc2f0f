using System.Net.Sockets;

namespace Ilb.Machine.Responding;

/// <summary>The accepted connections, so that silence can close them.</summary>
internal sealed class OpenConnections
{
    private readonly Lock _gate = new();
    private readonly HashSet<Socket> _sockets = [];

    public void Add(Socket socket)
    {
        lock (_gate)
            _sockets.Add(socket);
    }

    public void Remove(Socket socket)
    {
        lock (_gate)
            _sockets.Remove(socket);
    }

    public void CloseAll()
    {
        lock (_gate)
        {
            foreach (var socket in _sockets)
                socket.Dispose();
            _sockets.Clear();
        }
    }
}
