using System.Net;
using System.Net.Sockets;

namespace Ilb.Machine.Responding;

/// <summary>The open listeners; follows what is wanted and leaves alone what is open already.</summary>
internal sealed class ListenerSet(Switches switches)
{
    private const int Backlog = 4096;

    /// <summary>Bytes that datagrams may wait in for their turn; the kernel gives as much of it as net.core.rmem_max allows.</summary>
    private const int ReceiveBuffer = 1 << 20;

    private static readonly IPAddress[] s_anyone = Socket.OSSupportsIPv6 ? [IPAddress.Any, IPAddress.IPv6Any] : [IPAddress.Any];

    private readonly Dictionary<ListenerKey, List<Socket>> _open = [];
    private readonly OpenConnections _connections = new();
    private readonly Answer _answer = new(switches);

    public void Follow(IReadOnlyCollection<ListenerKey> wanted)
    {
        foreach (var gone in _open.Keys.Except(wanted).ToList())
        {
            _open.Remove(gone, out var sockets);
            sockets!.ForEach(socket => socket.Dispose());
        }

        foreach (var key in wanted.Except(_open.Keys).ToList())
            Open(key);
        Console.WriteLine($"listening on {string.Join(", ", _open.Keys.OrderBy(key => key.Port))}");
    }

    /// <summary>Listeners and connections: from now on the kernel refuses.</summary>
    public void CloseAll()
    {
        foreach (var socket in _open.Values.SelectMany(sockets => sockets))
            socket.Dispose();
        _open.Clear();
        _connections.CloseAll();
    }

    /// <summary>Of each family its own, so that addresses are told as they are.</summary>
    private void Open(ListenerKey key)
    {
        var sockets = s_anyone.Select(anyone => Open(key, anyone)).OfType<Socket>().ToList();
        if (sockets.Count > 0)
            _open[key] = sockets;
    }

    private Socket? Open(ListenerKey key, IPAddress anyone)
    {
        var stream = key.Protocol == "tcp";
        var socket = new Socket(
            anyone.AddressFamily, stream ? SocketType.Stream : SocketType.Dgram, stream ? ProtocolType.Tcp : ProtocolType.Udp);
        try
        {
            if (stream)
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            else
                socket.ReceiveBufferSize = ReceiveBuffer;
            socket.Bind(new IPEndPoint(anyone, key.Port));
            if (stream)
                socket.Listen(Backlog);
        }
        catch (SocketException problem)
        {
            Console.WriteLine($"cannot listen on {key}: {problem.SocketErrorCode}");
            socket.Dispose();
            return null;
        }

        _ = stream ? AcceptAsync(socket) : EchoAsync(socket, anyone);
        return socket;
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptAsync());
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The listener was closed: its endpoint is gone or the machine is silent.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        _connections.Add(socket);
        try
        {
            socket.NoDelay = true;
            await new HttpConversation(socket, _answer).RunAsync();
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The client went away, or this machine fell silent.
        }
        finally
        {
            _connections.Remove(socket);
            socket.Dispose();
        }
    }

    private async Task EchoAsync(Socket socket, IPAddress any)
    {
        var buffer = new byte[65536];
        var anyone = new IPEndPoint(any, 0);
        while (true)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(buffer, anyone);
                var answer = _answer.Echo(buffer.AsSpan(0, received.ReceivedBytes), socket.LocalEndPoint, received.RemoteEndPoint);
                await socket.SendToAsync(answer, received.RemoteEndPoint);
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException problem) when (problem.SocketErrorCode != SocketError.OperationAborted)
            {
                // An ICMP error of an earlier answer, or an answer too long to send.
            }
            catch (SocketException)
            {
                return;
            }
        }
    }
}
