using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>
/// One UDP flow of numbered datagrams, 50 a second, which a machine sends back. A machine that shares its processor with a test
/// gets no turn for a second sometimes; so many fit into the buffer of its socket until then. It fails with the first echo that is
/// not the next one or another machine's, and when none comes for a while.
/// </summary>
internal sealed class LongDatagrams : ILongStream
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3), Pause = TimeSpan.FromMilliseconds(20);

    private readonly Socket _socket;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private long _count;

    private LongDatagrams(Socket socket, string machine)
    {
        (_socket, Machine) = (socket, machine);
        _running = Task.WhenAll(FailsByAsync(SendAsync), FailsByAsync(CountAsync));
    }

    public string Machine { get; }

    public long Count => Interlocked.Read(ref _count);

    public long Portion => 10;

    public string? Failure { get; private set; }

    public static async Task<LongDatagrams> StartAsync(MachinePlace from, IPEndPoint target)
    {
        var socket = from.Udp(target.AddressFamily);
        await socket.ConnectAsync(target);
        await socket.SendAsync("first"u8.ToArray());
        using var patience = new CancellationTokenSource(Patience);
        return new LongDatagrams(socket, (await EchoAsync(socket, patience.Token)).Machine);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task FailsByAsync(Func<Task> running)
    {
        try
        {
            await running();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        catch (Exception problem) when (problem is SocketException or InvalidDataException or OperationCanceledException)
        {
            Failure ??= problem is OperationCanceledException ? $"nothing came for {Patience}" : problem.Message;
        }
    }

    private async Task SendAsync()
    {
        for (var number = 0L; Failure is null; number++)
        {
            await _socket.SendAsync(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)), _stop.Token);
            await Task.Delay(Pause, _stop.Token);
        }
    }

    private async Task CountAsync()
    {
        while (Failure is null)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            patience.CancelAfter(Patience);
            var (machine, text) = await EchoAsync(_socket, patience.Token);
            if (machine != Machine || text != Count.ToString(CultureInfo.InvariantCulture))
                throw new InvalidDataException($"{machine} sent back '{text}' instead of {Count}");
            Interlocked.Increment(ref _count);
        }
    }

    /// <summary>Who answered, and what it had got.</summary>
    private static async Task<(string Machine, string Text)> EchoAsync(Socket socket, CancellationToken cancellation)
    {
        var buffer = new byte[256];
        var text = Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, cancellation));
        var end = text.IndexOf('\n', StringComparison.Ordinal) + 1;
        return Reply.Parse(text).Machine is { } machine ? (machine, text[end..]) : throw new InvalidDataException($"no echo: '{text}'");
    }
}
