using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>A server at a place that no image runs at, for one call.</summary>
internal static class Listener
{
    /// <summary>The address that the server sees, which listens at the place's own one.</summary>
    /// <exception cref="SocketException">It was not reached.</exception>
    public static async Task<IPAddress> CallerAsync(MachinePlace from, MachinePlace at, double patienceSeconds = 5)
    {
        using var server = at.Tcp();
        server.Bind(new IPEndPoint(at.Address, 0));
        server.Listen();
        using var client = from.Tcp();
        if (!from.Address.Equals(IPAddress.Any))
            client.Bind(new IPEndPoint(from.Address, 0));
        await Conversation.ConnectAsync(client, (IPEndPoint)server.LocalEndPoint!, 0, TimeSpan.FromSeconds(patienceSeconds));
        using var accepted = await AcceptAsync(server, patienceSeconds);
        return ((IPEndPoint)accepted.RemoteEndPoint!).Address;
    }

    /// <summary>The next call. It may never come although its caller is connected: the way was cut between the answer and its acknowledgement.</summary>
    /// <exception cref="SocketException">It did not come.</exception>
    public static async Task<Socket> AcceptAsync(Socket server, double patienceSeconds = 5)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(patienceSeconds));
        try
        {
            return await server.AcceptAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new SocketException((int)SocketError.TimedOut);
        }
    }
}
