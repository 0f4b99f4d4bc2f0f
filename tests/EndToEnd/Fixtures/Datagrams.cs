using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>A connected UDP socket that talks to echoing responders.</summary>
internal sealed class Datagrams : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Socket _socket;
    private int _count;

    private Datagrams(Socket socket) => _socket = socket;

    public IPEndPoint Local => (IPEndPoint)_socket.LocalEndPoint!;

    public static Datagrams Open(MachinePlace from, IPEndPoint target)
    {
        var socket = from.Udp(target.AddressFamily);
        socket.Connect(target);
        return new Datagrams(socket);
    }

    /// <summary>Sends one datagram and waits for its echo, which must hold it whole.</summary>
    public async Task<Reply> AskAsync(int size = 32)
    {
        using var patience = new CancellationTokenSource(Patience);
        var sent = Encoding.ASCII.GetBytes($"{++_count}".PadRight(size, '.'));
        var received = new byte[size + 256];
        try
        {
            await _socket.SendAsync(sent, patience.Token);
            while (true)
            {
                var length = await _socket.ReceiveAsync(received, patience.Token);
                if (received.AsSpan(0, length).EndsWith(sent))
                    return Reply.Parse(Encoding.ASCII.GetString(received, 0, length));
            }
        }
        catch (SocketException problem)
        {
            return Reply.Failed(problem.SocketErrorCode.ToString());
        }
        catch (OperationCanceledException)
        {
            return Reply.Failed("timed out");
        }
    }

    public void Dispose() => _socket.Dispose();
}
