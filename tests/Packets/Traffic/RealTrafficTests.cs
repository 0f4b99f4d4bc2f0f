using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json;
using AwesomeAssertions;
using Ilb.Datapath;
using Ilb.Forwarding;
using Ilb.Model.Addressing;
using Ilb.Packets.Lab;
using Xunit;

namespace Ilb.Packets.Traffic;

public sealed class RealTrafficTests(ITestOutputHelper output)
{
    private const string Vip = "10.1.0.100";

    private static ForwardingState State(params int[] backends)
    {
        var members = backends.Select(b => ((uint)b, (uint)b, $"10.1.0.{b}", (ushort)5201)).ToArray();
        var tables = new Tables().Subnet("10.1.0.0/16").Machine(1, "10.1.0.1").Machine(2, "10.1.0.2").Machine(3, "10.1.0.3");
        return tables.Set(1, Vip, 80, Protocol.Tcp, members).Set(2, Vip, 53, Protocol.Udp, members).State;
    }

    [Theory]
    [InlineData(AttachMode.Tcx)]
    [InlineData(AttachMode.Clsact)]
    public void A_gigabyte_through_the_vip_arrives(AttachMode mode)
    {
        using var net = new Topology(3, mode, State(2));
        using var server = Command.Start($"ip netns exec {net.Machine(2)} iperf3 -s -1 --forceflush");
        server.StandardOutput.ReadLine();
        var answer = Command.Run($"ip netns exec {net.Machine(1)} sh -c 'for i in 1 2 3 4 5 6 7 8 9 10; do iperf3 -c {Vip} -p 80 -n 1G -J && break; sleep 0.2; done'");
        server.WaitForExit();
        using var report = JsonDocument.Parse(answer);
        var received = report.RootElement.GetProperty("end").GetProperty("sum_received");
        output.WriteLine($"{mode}: {received.GetProperty("bits_per_second").GetDouble() / 1e9:F1} Gbit/s");
        received.GetProperty("bytes").GetInt64().Should().BeGreaterThan(1_000_000_000);
        net.Kernel.Flows().Should().HaveCount(2).And.OnlyContain(flow => flow.Proven);
    }

    [Fact]
    public void Ping_of_machine_and_vip_is_answered()
    {
        using var net = new Topology(3, AttachMode.Best, State(2, 3));
        foreach (var address in (string[])["10.1.0.2", Vip])
            Namespaces.In(net.Machine(1), () => Ping(address)).Should().Be(IPStatus.Success, address);
        net.Kernel.Verdicts()["vip_ping"].Should().Be(1);
    }

    [Theory]
    [InlineData(AttachMode.Tcx)]
    [InlineData(AttachMode.Clsact)]
    public void Connection_goes_on_while_the_process_lets_go_and_comes_back(AttachMode mode)
    {
        using var net = new Topology(3, mode, State(2));
        using var server = Command.Start($"ip netns exec {net.Machine(2)} iperf3 -s -1 --forceflush");
        server.StandardOutput.ReadLine();
        using var client = Command.Start($"ip netns exec {net.Machine(1)} iperf3 -c {Vip} -p 80 -n 2G -J");
        for (var i = 0; i < 3; i++)
            net.Restart(mode);
        client.StandardOutput.ReadToEnd().Should().NotContain("\"error\"");
        client.WaitForExit();
        client.ExitCode.Should().Be(0);
    }

    [Fact]
    public void Datagrams_go_through_the_vip_and_the_answer_comes_from_it()
    {
        using var net = new Topology(3, AttachMode.Best, State(2));
        using var server = Namespaces.In(net.Machine(2), () => new UdpClient(5201));
        using var client = Namespaces.In(net.Machine(1), () => new UdpClient(Vip, 53));
        server.Client.ReceiveTimeout = client.Client.ReceiveTimeout = 2000;
        var from = new IPEndPoint(IPAddress.Any, 0);
        client.Send([1, 2, 3]);
        server.Receive(ref from).Should().Equal(1, 2, 3);
        from.Address.Should().Be(IPAddress.Parse("10.1.0.1"), "the server sees the client itself");
        server.Send([4, 5], from);
        client.Receive(ref from).Should().Equal(4, 5);
        from.ToString().Should().Be(Vip + ":53");
    }

    [Fact]
    public void Datagrams_larger_than_the_network_carries_in_one_packet_arrive_whole_both_ways()
    {
        using var net = new Topology(3, AttachMode.Best, State(2));
        using var server = Namespaces.In(net.Machine(2), () => new UdpClient(5201));
        using var client = Namespaces.In(net.Machine(1), () => new UdpClient(Vip, 53));
        server.Client.ReceiveTimeout = client.Client.ReceiveTimeout = 2000;
        var from = new IPEndPoint(IPAddress.Any, 0);
        byte[] question = [.. Enumerable.Range(0, 4_000).Select(i => (byte)i)], answer = [.. Enumerable.Range(7, 60_000).Select(i => (byte)i)];
        client.Send(question);
        server.Receive(ref from).Should().Equal(question);
        server.Send(answer, from);
        client.Receive(ref from).Should().Equal(answer);
        from.ToString().Should().Be(Vip + ":53");
    }

    [Theory]
    [InlineData(AttachMode.Tcx)]
    [InlineData(AttachMode.Clsact)]
    public void Machine_whose_interface_was_made_anew_is_reached_again(AttachMode mode)
    {
        using var net = new Topology(2, mode, State(2));
        net.Renew(1);
        Namespaces.In(net.Machine(1), () => Ping(Vip)).Should().Be(IPStatus.Success);
        Namespaces.In(net.Machine(2), () => Ping("10.1.0.1")).Should().Be(IPStatus.Success);
    }

    [Fact]
    public void Refused_connection_fails_at_once()
    {
        using var net = new Topology(1, AttachMode.Best, State());
        using var client = Namespaces.In(net.Machine(1), () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        var connect = () => client.Connect(Vip, 80);
        connect.Should().Throw<SocketException>().Which.SocketErrorCode.Should().Be(SocketError.ConnectionRefused);
    }

    [Fact]
    public void Refused_datagram_is_told_to_the_client_at_once()
    {
        using var net = new Topology(1, AttachMode.Best, State());
        using var client = Namespaces.In(net.Machine(1), () => new UdpClient(Vip, 53));
        client.Client.ReceiveTimeout = 2000;
        var from = new IPEndPoint(IPAddress.Any, 0);
        client.Send([1]);
        var receive = () => client.Receive(ref from);
        receive.Should().Throw<SocketException>().Which.SocketErrorCode.Should().Be(SocketError.ConnectionRefused);
    }

    [Fact]
    public void Member_that_calls_its_own_set_is_refused_at_once()
    {
        using var net = new Topology(3, AttachMode.Best, State(2, 3));
        using var client = Namespaces.In(net.Machine(2), () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        var connect = () => client.Connect(Vip, 80);
        connect.Should().Throw<SocketException>().Which.SocketErrorCode.Should().Be(SocketError.ConnectionRefused);
        net.Kernel.Verdicts()["own_set"].Should().Be(1);
    }

    private static IPStatus Ping(string address)
    {
        using var ping = new Ping();
        return ping.Send(address, 2000).Status;
    }
}
