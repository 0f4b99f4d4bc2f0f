using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>
/// One connection on which a machine sends test bytes without end, read at a moderate pace in the background: every byte is counted
/// and compared. It fails with the first byte that is wrong, and when none comes for a while.
/// </summary>
internal sealed class LongDownload : ILongStream
{
    private const int Block = 1 << 16, HeadLimit = 1024;
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(3), StartPatience = TimeSpan.FromSeconds(30), UsualPause = TimeSpan.FromMilliseconds(10);

    private readonly Socket _socket;
    private readonly TimeSpan _pause, _patience;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;
    private long _count;
    private int _disposed;

    private LongDownload(Socket socket, string machine, TimeSpan pause)
    {
        (_socket, Machine, _pause) = (socket, machine, pause);
        _patience = LeastPatience > 20 * pause ? LeastPatience : 20 * pause;
        _reading = Task.Run(ReadAsync);
    }

    public string Machine { get; }

    public long Count => Interlocked.Read(ref _count);

    public long Portion => Block;

    public string? Failure { get; private set; }

    /// <param name="pause">Between two blocks, longer where there are many of its kind.</param>
    public static async Task<LongDownload> StartAsync(MachinePlace from, IPEndPoint target, TimeSpan? pause = null)
    {
        var socket = from.Tcp();
        // What waits to be read between blocks must not fill the host's memory for TCP: all of it slows down then.
        if (pause is not null)
            socket.ReceiveBufferSize = Block;
        await Conversation.ConnectAsync(socket, target, 0, TimeSpan.FromSeconds(10));
        await socket.SendAsync("GET / HTTP/1.1\r\nHost: vip\r\nConnection: keep-alive\r\n\r\n"u8.ToArray());
        var line = await LineAfterHeadAsync(socket);
        await socket.SendAsync(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"GET /bytes/{1L << 50} HTTP/1.1\r\nHost: vip\r\nConnection: keep-alive\r\n\r\n")));
        await HeadAsync(socket);
        return new LongDownload(socket, Reply.Parse(line).Machine!, pause ?? UsualPause);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _stop.CancelAsync();
        await _reading;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        var block = new byte[Block];
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                await FillAsync(block);
                if (!IsRight(block, _count))
                    throw new InvalidDataException($"wrong bytes after {_count}");
                Interlocked.Add(ref _count, Block);
                await Task.Delay(_pause, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        catch (Exception problem) when (problem is SocketException or InvalidDataException or OperationCanceledException)
        {
            Failure = problem is OperationCanceledException ? $"nothing came for {_patience}" : problem.Message;
        }
    }

    private async Task FillAsync(Memory<byte> block)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        patience.CancelAfter(_patience);
        for (var length = 0; length < block.Length;)
        {
            var received = await _socket.ReceiveAsync(block[length..], patience.Token);
            if (received == 0)
                throw new InvalidDataException("closed by the machine");
            length += received;
        }
    }

    private static bool IsRight(ReadOnlySpan<byte> block, long offset)
    {
        for (var i = 0; i < block.Length; i += sizeof(ulong))
        {
            if (BinaryPrimitives.ReadUInt64LittleEndian(block[i..]) != unchecked((ulong)((offset + i) / sizeof(ulong) + 1) * 0x9E3779B97F4A7C15))
                return false;
        }

        return true;
    }

    private static async Task<string> LineAfterHeadAsync(Socket socket)
    {
        await HeadAsync(socket);
        return await UntilAsync(socket, "\n");
    }

    private static Task<string> HeadAsync(Socket socket) => UntilAsync(socket, "\r\n\r\n");

    /// <summary>A byte at a time: what follows belongs to somebody else.</summary>
    private static async Task<string> UntilAsync(Socket socket, string end)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (text.Length < HeadLimit && !text.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            if (await socket.ReceiveAsync(one).WaitAsync(StartPatience) == 0)
                throw new InvalidDataException($"closed after '{text}'");
            text.Append((char)one[0]);
        }

        return text.ToString();
    }
}
