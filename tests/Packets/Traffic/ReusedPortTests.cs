using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.Datapath;
using Ilb.Forwarding;
using Ilb.Model.Addressing;
using Ilb.Packets.Lab;
using Xunit;

namespace Ilb.Packets.Traffic;

/// <summary>
/// A client calls again from the source port of a connection that is over. Whoever closed that first remembers it for a minute
/// (TIME_WAIT), and ilb for a while.
/// </summary>
public sealed class ReusedPortTests : IDisposable
{
    private const int LocalPort = 5201, Patience = 10_000;
    private static readonly IPEndPoint s_vip = IPEndPoint.Parse("10.1.0.100:80"), s_machine = IPEndPoint.Parse($"10.1.0.2:{LocalPort}");

    private readonly Topology _net = new(2, AttachMode.Best, State);
    private readonly Socket _listener;

    public ReusedPortTests()
    {
        _listener = Tcp(2);
        _listener.Bind(new IPEndPoint(IPAddress.Any, LocalPort));
        _listener.Listen();
    }

    public enum Who
    {
        Client,
        Server,
    }

    public enum Called
    {
        Vip,
        Machine,
    }

    private static ForwardingState State => new Tables().Subnet("10.1.0.0/16").Machine(1, "10.1.0.1").Machine(2, "10.1.0.2")
        .Set(1, "10.1.0.100", 80, Protocol.Tcp, (2, 2, "10.1.0.2", LocalPort)).State;

    public void Dispose()
    {
        _listener.Dispose();
        _net.Dispose();
    }

    [Theory]
    [InlineData(Who.Server, Called.Vip, Called.Vip)]
    [InlineData(Who.Server, Called.Vip, Called.Machine)]
    [InlineData(Who.Server, Called.Machine, Called.Vip)]
    [InlineData(Who.Client, Called.Vip, Called.Vip)]
    [InlineData(Who.Client, Called.Vip, Called.Machine)]
    [InlineData(Who.Client, Called.Machine, Called.Vip)]
    public void Next_connection_is_answered_at_its_first_packet(Who closes, Called first, Called second)
    {
        var port = CallAndEnd(first, closes);
        var sentAgain = SentAgain();

        using var client = Connect(second, port);

        SentAgain().Should().Be(sentAgain);
        using var server = _listener.Accept();
        Exchange(client, server);
        client.LocalEndPoint.Should().Be(new IPEndPoint(IPAddress.Parse("10.1.0.1"), port));
        _net.Kernel.Verdicts().Should().Contain("no_flow", 0);
    }

    /// <summary>The source port of a connection on which both said all they had to say.</summary>
    private int CallAndEnd(Called called, Who closes)
    {
        using var client = Connect(called, 0);
        using var server = _listener.Accept();
        Exchange(client, server);
        var (first, last) = closes == Who.Client ? (client, server) : (server, client);
        foreach (var (ends, hears) in ((Socket, Socket)[])[(first, last), (last, first)])
        {
            ends.Shutdown(SocketShutdown.Send);
            hears.Receive(new byte[16]).Should().Be(0);
        }

        return ((IPEndPoint)client.LocalEndPoint!).Port;
    }

    private static void Exchange(Socket client, Socket server)
    {
        var bytes = new byte[16];
        client.ReceiveTimeout = server.ReceiveTimeout = Patience;
        client.Send("question"u8);
        server.Send(bytes.AsSpan(0, server.Receive(bytes)));
        bytes.AsSpan(0, client.Receive(bytes)).SequenceEqual("question"u8).Should().BeTrue();
    }

    /// <summary>As soon as the client's own kernel is done with the connection before: its last segment may be on its way.</summary>
    /// <param name="port">0: any.</param>
    private Socket Connect(Called called, int port)
    {
        for (var time = 0; ; time++)
        {
            var client = Tcp(1);
            try
            {
                client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                client.Bind(new IPEndPoint(IPAddress.Any, port));
                client.Connect(called == Called.Vip ? s_vip : s_machine);
                return client;
            }
            catch (SocketException problem) when (problem.SocketErrorCode == SocketError.AddressNotAvailable && time < 300)
            {
                client.Dispose();
                Thread.Sleep(10);
            }
        }
    }

    private Socket Tcp(int machine) =>
        Namespaces.In(_net.Machine(machine), () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));

    /// <summary>Segments that the client's kernel sent more than once.</summary>
    private string SentAgain()
    {
        var lines = _net.In(1, "grep ^Tcp: /proc/net/snmp").Split('\n');
        return lines[1].Split(' ')[Array.IndexOf(lines[0].Split(' '), "RetransSegs")];
    }
}
