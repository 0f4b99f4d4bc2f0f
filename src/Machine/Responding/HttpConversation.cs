using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Ilb.Machine.Responding;

/// <summary>
/// One connection: HTTP/1.1 with keep-alive, bodies with a Content-Length. GET /bytes/N sends N bytes of
/// <see cref="TestBytes"/>; PUT or POST /sum answers length and SHA-256 of the body; everything else gets the answer line.
/// </summary>
internal sealed class HttpConversation(Socket socket, Answer answer)
{
    private const int HeadLimit = 16384, Block = 1 << 18;

    private byte[] _buffer = new byte[2048];
    private int _length;

    public async Task RunAsync()
    {
        while (await ReadHeadAsync() is { } head)
        {
            var request = HttpRequest.Parse(head);
            if (request.ExpectsContinue)
                await SendAsync("HTTP/1.1 100 Continue\r\n\r\n");
            await AnswerAsync(request);
            if (!request.KeepAlive)
                break;
        }

        socket.Shutdown(SocketShutdown.Both);
    }

    private async Task AnswerAsync(HttpRequest request)
    {
        if (request.Path == "/sum" && request.BodyLength > 0)
        {
            await SendTextAsync(200, await SumAsync(request.BodyLength), request.KeepAlive);
            return;
        }

        await SkipAsync(request.BodyLength);
        if (request.Path.StartsWith("/bytes/", StringComparison.Ordinal)
            && long.TryParse(request.Path.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            await SendBytesAsync(count, request.KeepAlive);
        else
            await SendTextAsync(answer.Status(), answer.Line(socket.LocalEndPoint, socket.RemoteEndPoint), request.KeepAlive);
    }

    /// <summary>Up to the empty line; null at the end of the connection.</summary>
    private async Task<string?> ReadHeadAsync()
    {
        while (true)
        {
            var end = _buffer.AsSpan(0, _length).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                var head = Encoding.ASCII.GetString(_buffer, 0, end);
                Drop(end + 4);
                return head;
            }

            if (_length == HeadLimit)
                return null;
            if (_length == _buffer.Length)
                Array.Resize(ref _buffer, HeadLimit);
            var received = await socket.ReceiveAsync(_buffer.AsMemory(_length));
            if (received == 0)
                return null;
            _length += received;
        }
    }

    private void Drop(int count)
    {
        _buffer.AsSpan(count, _length - count).CopyTo(_buffer);
        _length -= count;
    }

    private async Task<string> SumAsync(long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await ReadBodyAsync(length, block => hash.AppendData(block));
        return $"{length} {Convert.ToHexStringLower(hash.GetHashAndReset())}\n";
    }

    private Task SkipAsync(long length) => length == 0 ? Task.CompletedTask : ReadBodyAsync(length, _ => { });

    private async Task ReadBodyAsync(long length, Action<ReadOnlySpan<byte>> consume)
    {
        var known = (int)Math.Min(length, _length);
        consume(_buffer.AsSpan(0, known));
        Drop(known);
        var block = new byte[Math.Min(length - known, Block)];
        for (var left = length - known; left > 0;)
        {
            var received = await socket.ReceiveAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)));
            if (received == 0)
                throw new SocketException((int)SocketError.ConnectionReset);
            consume(block.AsSpan(0, received));
            left -= received;
        }
    }

    private async Task SendBytesAsync(long count, bool keepAlive)
    {
        await SendAsync(Head(200, "application/octet-stream", count, keepAlive));
        var block = new byte[Math.Min(count, Block)];
        for (long sent = 0; sent < count;)
        {
            var length = (int)Math.Min(block.Length, count - sent);
            TestBytes.Fill(block.AsSpan(0, length), sent);
            await SendAsync(block.AsMemory(0, length));
            sent += length;
        }
    }

    private Task SendTextAsync(int status, string text, bool keepAlive) =>
        SendAsync(Head(status, "text/plain", text.Length, keepAlive) + text);

    private static string Head(int status, string type, long length, bool keepAlive) => string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 {status} {(status == 200 ? "OK" : "Told so")}\r\nContent-Type: {type}\r\nContent-Length: {length}\r\nConnection: {(keepAlive ? "keep-alive" : "close")}\r\n\r\n");

    private Task SendAsync(string text) => SendAsync(Encoding.ASCII.GetBytes(text));

    private async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[await socket.SendAsync(bytes)..];
    }
}
