using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>One TCP connection to a responder, over which any number of requests may go.</summary>
internal sealed class Conversation : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[4096];

    private Conversation(Socket socket) => _socket = socket;

    public IPEndPoint Local => (IPEndPoint)_socket.LocalEndPoint!;

    /// <exception cref="SocketException">It was refused, or nobody answered (TimedOut).</exception>
    public static async Task<Conversation> OpenAsync(MachinePlace from, IPEndPoint target, ushort sourcePort = 0, double patienceSeconds = 10)
    {
        var socket = from.Tcp(target.AddressFamily);
        try
        {
            await ConnectAsync(socket, target, sourcePort, TimeSpan.FromSeconds(patienceSeconds));
            return new Conversation(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A connection for one request, from one of several addresses that the place has.</summary>
    public static async Task<Reply> OnceFromAsync(MachinePlace from, IPEndPoint source, IPEndPoint target, double patienceSeconds = 10)
    {
        try
        {
            using var conversation = await OpenFromAsync(from, source, target, patienceSeconds);
            return await conversation.AskAsync(last: true);
        }
        catch (SocketException problem)
        {
            return Reply.Failed(problem.SocketErrorCode.ToString());
        }
    }

    public static async Task<Conversation> OpenFromAsync(MachinePlace from, IPEndPoint source, IPEndPoint target, double patienceSeconds = 10)
    {
        var socket = from.Tcp(target.AddressFamily);
        try
        {
            socket.Bind(source);
            await ConnectAsync(socket, target, 0, TimeSpan.FromSeconds(patienceSeconds));
            return new Conversation(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A connection for one request.</summary>
    public static async Task<Reply> OnceAsync(MachinePlace from, IPEndPoint target, ushort sourcePort = 0, double patienceSeconds = 10)
    {
        try
        {
            using var conversation = await OpenAsync(from, target, sourcePort, patienceSeconds);
            return await conversation.AskAsync(last: true);
        }
        catch (SocketException problem)
        {
            return Reply.Failed(problem.SocketErrorCode.ToString());
        }
    }

    public static async Task ConnectAsync(Socket socket, IPEndPoint target, ushort sourcePort, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            if (sourcePort != 0)
                socket.Bind(new IPEndPoint(target.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, sourcePort));
            await socket.ConnectAsync(target, limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new SocketException((int)SocketError.TimedOut);
        }
    }

    /// <summary>One request and its answer, or why there was none.</summary>
    public async Task<Reply> AskAsync(bool last = false)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _socket.SendAsync(
                Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: vip\r\nConnection: {(last ? "close" : "keep-alive")}\r\n\r\n"), patience.Token);
            return await AnswerAsync(patience.Token);
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

    private async Task<Reply> AnswerAsync(CancellationToken cancellation)
    {
        for (var length = 0; ;)
        {
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellation);
            if (received == 0)
                return Reply.Failed("closed without an answer");
            length += received;
            var text = Encoding.ASCII.GetString(_buffer, 0, length);
            if (Body(text) is { } body)
                return text.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) ? Reply.Parse(body) : Reply.Failed(text.Split('\r')[0]);
        }
    }

    /// <summary>Null until it is complete.</summary>
    private static string? Body(string text)
    {
        const string lengthName = "Content-Length: ";
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return null;
        var said = text.IndexOf(lengthName, StringComparison.Ordinal) + lengthName.Length;
        var length = int.Parse(text.AsSpan(said, text.IndexOf('\r', said) - said), CultureInfo.InvariantCulture);
        return text.Length >= end + 4 + length ? text.Substring(end + 4, length) : null;
    }
}
