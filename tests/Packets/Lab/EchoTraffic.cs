using System.Net;
using System.Net.Sockets;

namespace Ilb.Packets.Lab;

/// <summary>
/// Machine 1 calls machine 2 through a VIP all the time: connections that stay, one after another that do not, and datagrams.
/// Everything is echoed, and every byte compared; whatever fails, or is never answered, is kept as a problem.
/// </summary>
internal sealed class EchoTraffic : IDisposable
{
    private const int Staying = 8, Patience = 30_000, Pause = 2;
    private readonly List<Thread> _threads = [];
    private readonly List<IDisposable> _sockets = [];
    private readonly List<string> _problems = [];
    private readonly long[] _rounds = new long[Staying + 2];
    private readonly Topology _net;
    private readonly IPEndPoint _tcp, _udp;
    private volatile bool _isOver;

    internal EchoTraffic(Topology net, string vip, int local)
    {
        (_net, _tcp, _udp) = (net, IPEndPoint.Parse(vip + ":80"), IPEndPoint.Parse(vip + ":53"));
        Serve(local);
        for (var i = 0; i < Staying; i++)
        {
            var number = i;
            var stays = Caller();
            stays.Connect(_tcp);
            Start(number, () => Exchange(stays, (byte)_rounds[number]));
        }

        Start(Staying, CallOnce);
        var datagrams = Namespaces.In(net.Machine(1), () => Kept(new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)));
        datagrams.ReceiveTimeout = Patience;
        datagrams.Connect(_udp);
        Start(Staying + 1, () => ExchangeDatagram(datagrams, _rounds[^1]));
    }

    /// <summary>Until each of them got further.</summary>
    internal IReadOnlyList<string> GoOn(int rounds = 20)
    {
        var from = _rounds.Select((_, i) => Interlocked.Read(ref _rounds[i])).ToArray();
        SpinWait.SpinUntil(() => Problems.Count > 0 || from.Select((at, i) => Interlocked.Read(ref _rounds[i]) - at).All(gone => gone >= rounds));
        return Problems;
    }

    private IReadOnlyList<string> Problems
    {
        get
        {
            lock (_problems)
                return [.. _problems];
        }
    }

    public void Dispose()
    {
        _isOver = true;
        foreach (var thread in _threads)
            thread.Join();
        foreach (var socket in _sockets)
            socket.Dispose();
    }

    private void CallOnce()
    {
        using var caller = Namespaces.In(_net.Machine(1), () => new Socket(SocketType.Stream, ProtocolType.Tcp));
        caller.ReceiveTimeout = Patience;
        caller.Connect(_tcp);
        Exchange(caller, 7);
    }

    private Socket Caller() => Namespaces.In(_net.Machine(1), () =>
        Kept(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = Patience }));

    private void Start(int number, Action round)
    {
        var thread = new Thread(() =>
        {
            try
            {
                for (; !_isOver; Interlocked.Increment(ref _rounds[number]))
                {
                    round();
                    Thread.Sleep(Pause); // the machine has other things to do
                }
            }
            catch (Exception problem)
            {
                lock (_problems)
                    _problems.Add($"caller {number}, round {_rounds[number]}: {problem.Message}");
            }
        });
        _threads.Add(thread);
        thread.Start();
    }

    private static void Exchange(Socket caller, byte first)
    {
        var sent = Enumerable.Range(0, 1000).Select(i => (byte)(first + i)).ToArray();
        var received = new byte[sent.Length];
        caller.Send(sent);
        for (var at = 0; at < received.Length;)
            at += caller.Receive(received.AsSpan(at)) is > 0 and var count ? count : throw new InvalidOperationException("closed");
        if (!received.AsSpan().SequenceEqual(sent))
            throw new InvalidOperationException("other bytes came back");
    }

    private static void ExchangeDatagram(Socket caller, long number)
    {
        var received = new byte[8];
        caller.Send(BitConverter.GetBytes(number));
        caller.Receive(received);
        if (BitConverter.ToInt64(received) != number)
            throw new InvalidOperationException("another datagram came back");
    }

    private void Serve(int local)
    {
        var listener = Namespaces.In(_net.Machine(2), () => Kept(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)));
        listener.Bind(new IPEndPoint(IPAddress.Any, local));
        listener.Listen(100);
        _ = AcceptAsync(listener);
        var datagrams = Namespaces.In(_net.Machine(2), () => Kept(new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)));
        datagrams.Bind(new IPEndPoint(IPAddress.Any, local));
        _ = EchoDatagramsAsync(datagrams);
    }

    private static async Task AcceptAsync(Socket listener)
    {
        while (true)
            _ = EchoAsync(await listener.AcceptAsync());
    }

    private static async Task EchoAsync(Socket called)
    {
        using (called)
        {
            var bytes = new byte[4096];
            for (var count = await called.ReceiveAsync(bytes); count > 0; count = await called.ReceiveAsync(bytes))
                await called.SendAsync(bytes.AsMemory(0, count));
        }
    }

    private static async Task EchoDatagramsAsync(Socket datagrams)
    {
        var bytes = new byte[64];
        while (true)
        {
            var from = await datagrams.ReceiveFromAsync(bytes, new IPEndPoint(IPAddress.Any, 0));
            await datagrams.SendToAsync(bytes.AsMemory(0, from.ReceivedBytes), from.RemoteEndPoint);
        }
    }

    private T Kept<T>(T socket)
        where T : IDisposable
    {
        _sockets.Add(socket);
        return socket;
    }
}
