using System.Net;
using System.Net.Sockets;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>ICMP echo, as ping does it.</summary>
internal static class Echo
{
    /// <summary>Whether the address answers with the bytes it was sent.</summary>
    public static async Task<bool> AnswersAsync(MachinePlace from, IPAddress address, double patienceSeconds = 5)
    {
        var (request, answer) = address.AddressFamily == AddressFamily.InterNetwork ? ((byte)8, 0) : ((byte)128, 129);
        using var socket = from.Ping(address.AddressFamily);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(patienceSeconds));
        byte[] sent = [request, 0, 0, 0, 0, 0, 0, 1, .. "are you there?"u8];
        var received = new byte[1500];
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, 0), patience.Token);
            await socket.SendAsync(sent, patience.Token);
            var length = await socket.ReceiveAsync(received, patience.Token);
            return received[0] == answer && received.AsSpan(8, length - 8).SequenceEqual(sent.AsSpan(8));
        }
        catch (Exception nothing) when (nothing is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
