using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.Datapath;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;
using Ilb.Packets.Lab;
using Xunit;

namespace Ilb.Packets.Traffic;

/// <summary>Real sockets at both ends of a connection that the sweep ends, and neither of them says anything.</summary>
public sealed class ResetTests
{
    private const string Vip = "10.1.0.100";
    private static readonly FrontendKey s_web = Tables.Key(Vip, 80, Protocol.Tcp);

    [Fact]
    public async Task Both_ends_of_a_connection_that_was_idle_for_too_long_are_reset()
    {
        using var net = new Topology(2, AttachMode.Best, State(FrontendOptions.ResetIdle));
        var (client, server) = await ConnectAsync(net);
        await SweepAsync(net);
        (FateOf(client), FateOf(server)).Should().Be((SocketError.ConnectionReset, SocketError.ConnectionReset));
    }

    [Fact]
    public async Task Neither_end_is_told_where_the_endpoint_does_not_say_so()
    {
        using var net = new Topology(2, AttachMode.Best, State(FrontendOptions.None));
        var (client, server) = await ConnectAsync(net);
        await SweepAsync(net);
        (FateOf(client), FateOf(server)).Should().Be((SocketError.TimedOut, SocketError.TimedOut));
    }

    [Fact]
    public async Task Both_ends_of_a_connection_to_a_backend_that_drained_long_enough_are_reset()
    {
        var state = State(FrontendOptions.None, idleSeconds: 240);
        using var net = new Topology(2, AttachMode.Best, state);
        var (client, server) = await ConnectAsync(net);
        Namespaces.In(net.Hub, net.Kernel.Sweep);
        net.Kernel.Flows().Should().ContainSingle();
        net.Kernel.Apply(ForwardingChange.Between(state, state with
        {
            Backends = state.Backends.SetItem(2, state.Backends[2] with { State = (byte)BackendState.CutOff }),
        }));
        await SweepAsync(net);
        (FateOf(client), FateOf(server)).Should().Be((SocketError.ConnectionReset, SocketError.ConnectionReset));
    }

    private static ForwardingState State(FrontendOptions options, uint idleSeconds = 0) => new Tables()
        .Subnet("10.1.0.0/16").Machine(1, "10.1.0.1").Machine(2, "10.1.0.2")
        .Set(1, Vip, 80, Protocol.Tcp, (2, 2, "10.1.0.2", 5201)).Option(s_web, options)
        .With(state => state with { Frontends = state.Frontends.Changed(s_web, frontend => frontend with { IdleSeconds = idleSeconds }) })
        .State;

    /// <summary>Both have sent and received, so that neither waits for its first number.</summary>
    private static async Task<(Socket Client, Socket Server)> ConnectAsync(Topology net)
    {
        using var listener = Namespaces.In(net.Machine(2), () => new TcpListener(IPAddress.Any, 5201));
        listener.Start();
        var client = Namespaces.In(net.Machine(1), () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        await client.ConnectAsync(Vip, 80);
        var server = await listener.AcceptSocketAsync();
        var bytes = new byte[16];
        await client.SendAsync("question"u8.ToArray());
        await server.ReceiveAsync(bytes);
        await server.SendAsync("answer"u8.ToArray());
        await client.ReceiveAsync(bytes);
        client.ReceiveTimeout = server.ReceiveTimeout = 1000;
        return (client, server);
    }

    /// <summary>As the agent does, in ilb's own namespace, until no flow is left.</summary>
    private static async Task SweepAsync(Topology net)
    {
        for (var i = 0; i < 50 && net.Kernel.Flows().Any(); i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            Namespaces.In(net.Hub, net.Kernel.Sweep);
        }

        net.Kernel.Flows().Should().BeEmpty();
    }

    private static SocketError FateOf(Socket socket)
    {
        using (socket)
        {
            try
            {
                return socket.Receive(new byte[16]) == 0 ? SocketError.Disconnecting : SocketError.Success;
            }
            catch (SocketException problem)
            {
                return problem.SocketErrorCode;
            }
        }
    }
}
