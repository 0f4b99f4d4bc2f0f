using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Ilb.EndToEnd.Fixtures;

namespace Ilb.EndToEnd.Gateways;

/// <summary>Numbered datagrams, one every few milliseconds, which the other end sends back. One that does not come back was lost.</summary>
internal sealed class NumberedStream : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly Socket _near, _far;
    private readonly ConcurrentDictionary<int, bool> _back = [];
    private readonly CancellationTokenSource _stopSending = new(), _stop = new();
    private readonly Task<int> _sending;

    public NumberedStream(MachinePlace from, MachinePlace to, IPEndPoint target)
    {
        (_near, _far) = (from.Udp(), to.Udp());
        _far.Bind(target);
        _near.Connect(target);
        _ = SendBackAsync();
        _ = CountAsync();
        _sending = SendAsync();
    }

    /// <summary>Stops, and waits for the last ones: how many were sent, and which of them were lost.</summary>
    public async Task<(int Sent, int[] Lost)> EndAsync()
    {
        await _stopSending.CancelAsync();
        var sent = await _sending;
        for (var patience = 0; patience < 100 && _back.Count < sent; patience++)
            await Task.Delay(50);
        return (sent, [.. Enumerable.Range(0, sent).Where(number => !_back.ContainsKey(number))]);
    }

    public void Dispose()
    {
        _stopSending.Cancel();
        _stop.Cancel();
        _near.Dispose();
        _far.Dispose();
    }

    private async Task<int> SendAsync()
    {
        var datagram = new byte[100];
        for (var number = 0; ; number++)
        {
            if (_stopSending.IsCancellationRequested)
                return number;
            BinaryPrimitives.WriteInt32BigEndian(datagram, number);
            await _near.SendAsync(datagram);
            await Task.Delay(Pause);
        }
    }

    private async Task SendBackAsync()
    {
        var datagram = new byte[100];
        while (!_stop.IsCancellationRequested)
        {
            var received = await _far.ReceiveFromAsync(datagram, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
            await _far.SendToAsync(datagram, received.RemoteEndPoint, _stop.Token);
        }
    }

    private async Task CountAsync()
    {
        var datagram = new byte[100];
        while (!_stop.IsCancellationRequested)
        {
            await _near.ReceiveAsync(datagram, _stop.Token);
            _back[BinaryPrimitives.ReadInt32BigEndian(datagram)] = true;
        }
    }
}
