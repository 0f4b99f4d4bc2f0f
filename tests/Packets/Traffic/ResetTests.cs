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
public sealed class ResetTests : IDisposable
{
    private const string Vip = "10.1.0.100";
    private static readonly FrontendKey s_web = Tables.Key(Vip, 80, Protocol.Tcp);
    private readonly List<Socket> _sockets = [];

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

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

    [Fact]
    public async Task So_are_those_of_a_connection_that_looks_another_to_its_server_and_the_one_that_it_would_look_like_goes_on()
    {
        using var net = new Topology(2, AttachMode.Best, State(FrontendOptions.ResetIdle));
        var (direct, machine) = await ConnectAsync(net, "10.1.0.2", 5201);
        var (client, server) = await ConnectAsync(net, from: ((IPEndPoint)direct.LocalEndPoint!).Port);
        ((IPEndPoint)server.RemoteEndPoint!).Port.Should().NotBe(((IPEndPoint)client.LocalEndPoint!).Port);
        await SweepAsync(net, left: 1);
        (FateOf(client), FateOf(server)).Should().Be((SocketError.ConnectionReset, SocketError.ConnectionReset));
        (FateOf(direct), FateOf(machine)).Should().Be((SocketError.TimedOut, SocketError.TimedOut));
    }

    [Fact]
    public async Task So_are_those_of_a_connection_to_a_floating_ip()
    {
        using var net = new Topology(2, AttachMode.Best, State(FrontendOptions.ResetIdle | FrontendOptions.FloatingIp, localPort: 80));
        net.In(2, $"ip addr add {Vip}/32 dev lo");
        net.In(2, "ip neigh replace 10.1.0.1 lladdr 12:34:56:78:9a:bc dev eth0"); // else it would ask as the VIP
        var (client, server) = await ConnectAsync(net, localPort: 80);
        server.LocalEndPoint.Should().Be(new IPEndPoint(IPAddress.Parse(Vip), 80));
        await SweepAsync(net);
        (FateOf(client), FateOf(server)).Should().Be((SocketError.ConnectionReset, SocketError.ConnectionReset));
    }

    /// <param name="idleSeconds">Long enough for two ends to connect and talk, however busy the machine is.</param>
    private static ForwardingState State(FrontendOptions options, uint idleSeconds = 4, ushort localPort = 5201) => new Tables()
        .Subnet("10.1.0.0/16").Machine(1, "10.1.0.1").Machine(2, "10.1.0.2")
        .Set(1, Vip, 80, Protocol.Tcp, (2, 2, "10.1.0.2", localPort)).Option(s_web, options)
        .With(state => state with { Frontends = state.Frontends.Changed(s_web, frontend => frontend with { IdleSeconds = idleSeconds }) })
        .State;

    /// <summary>Both have sent and received, so that neither waits for its first number.</summary>
    private async Task<(Socket Client, Socket Server)> ConnectAsync(
        Topology net, string to = Vip, int port = 80, int from = 0, int localPort = 5201)
    {
        using var listener = Namespaces.In(net.Machine(2), () => new TcpListener(IPAddress.Any, localPort));
        listener.Start();
        var client = Namespaces.In(net.Machine(1), () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        client.Bind(new IPEndPoint(IPAddress.Any, from));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await client.ConnectAsync(to, port, patience.Token);
        var server = await listener.AcceptSocketAsync(patience.Token);
        var bytes = new byte[16];
        await client.SendAsync("question"u8.ToArray(), patience.Token);
        await server.ReceiveAsync(bytes, patience.Token);
        await server.SendAsync("answer"u8.ToArray(), patience.Token);
        await client.ReceiveAsync(bytes, patience.Token);
        client.ReceiveTimeout = server.ReceiveTimeout = 1000;
        _sockets.AddRange([client, server]);
        return (client, server);
    }

    /// <summary>As the agent does, in ilb's own namespace, until no more flows are left.</summary>
    private static async Task SweepAsync(Topology net, int left = 0)
    {
        for (var i = 0; i < 100 && net.Kernel.Flows().Count() > left; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            Namespaces.In(net.Hub, net.Kernel.Sweep);
        }

        net.Kernel.Flows().Should().HaveCount(left);
    }

    private static SocketError FateOf(Socket socket)
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
