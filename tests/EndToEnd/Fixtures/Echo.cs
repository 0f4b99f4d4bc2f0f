using System.Net;
using System.Net.Sockets;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>ICMP echo, as ping does it.</summary>
internal static class Echo
{
    private const byte Request = 8, Answer = 0;

    /// <summary>Whether the address answers with the bytes it was sent.</summary>
    public static async Task<bool> AnswersAsync(MachinePlace from, IPAddress address, double patienceSeconds = 5)
    {
        using var socket = from.Ping();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(patienceSeconds));
        byte[] sent = [Request, 0, 0, 0, 0, 0, 0, 1, .. "are you there?"u8];
        var received = new byte[1500];
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, 0), patience.Token);
            await socket.SendAsync(sent, patience.Token);
            var length = await socket.ReceiveAsync(received, patience.Token);
            return received[0] == Answer && received.AsSpan(8, length - 8).SequenceEqual(sent.AsSpan(8));
        }
        catch (Exception nothing) when (nothing is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
