using System.Net.Sockets;
using Ilb.Bench.Paths;

namespace Ilb.Bench.Loads;

/// <summary>Swallows what comes to the servers of a path, counting it.</summary>
internal sealed class Sink : IDisposable
{
    private const int BufferBytes = 128 * 1024;

    private readonly Acceptor _acceptor;
    private long _bytes;

    public Sink(IPath path) => _acceptor = new Acceptor(path, Endpoints.Sink, Swallow);

    /// <summary>Received since the start.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public void Dispose() => _acceptor.Dispose();

    private void Swallow(Socket connection)
    {
        var buffer = new byte[BufferBytes];
        while (connection.Receive(buffer, SocketFlags.None, out var error) is > 0 and var count && error == SocketError.Success)
            Interlocked.Add(ref _bytes, count);
    }
}
