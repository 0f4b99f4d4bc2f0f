using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ilb.Demo;

/// <summary>Sends HTTP requests from inside a namespace, one connection each, as a browser without keep-alive would.</summary>
/// <param name="newSocket">Makes a TCP socket that belongs to the namespace.</param>
internal sealed class Caller(Func<Socket> newSocket)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<Reply> GetAsync(IPEndPoint target, CancellationToken cancellation, ushort? sourcePort = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        using var socket = newSocket();
        try
        {
            if (sourcePort is { } port)
                socket.Bind(new IPEndPoint(IPAddress.Any, port));
            await socket.ConnectAsync(target, patience.Token);
            return await ExchangeAsync(socket, target, patience.Token);
        }
        catch (SocketException e)
        {
            return Reply.Failed(e.SocketErrorCode.ToString());
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Reply.Failed("timed out");
        }
    }

    private static async Task<Reply> ExchangeAsync(Socket socket, IPEndPoint target, CancellationToken cancellation)
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {target}\r\nConnection: close\r\n\r\n"), cancellation);
        using var answer = new MemoryStream();
        var buffer = new byte[2048];
        for (int read; (read = await socket.ReceiveAsync(buffer, cancellation)) > 0;)
            answer.Write(buffer, 0, read);

        var text = Encoding.ASCII.GetString(answer.ToArray());
        var body = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return text.StartsWith("HTTP/1.1 200", StringComparison.Ordinal) && body > 0
            ? Reply.Parse(text[(body + 4)..])
            : Reply.Failed(text.Length == 0 ? "closed without an answer" : text.Split('\r')[0]);
    }
}
