using AwesomeAssertions;
using Ilb.Model.Snapshots;
using Ilb.Packets.Lab;
using Xunit;
using static Ilb.Packets.Wire.Frames;
using Tcp = Ilb.Packets.Wire.Tcp;

namespace Ilb.Packets.Flows;

/// <summary>What the program does with the flows of a backend that drains, and of one that drained long enough.</summary>
public sealed class DrainTests : IDisposable
{
    private const string Client = "10.1.0.1:40000";
    private const string Web = PacketLab.Vip + ":80";
    private const string Dns = PacketLab.Vip + ":53";
    private const string Server = "10.1.0.2:8080";
    private readonly PacketLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Draining_backend_keeps_its_flows_and_takes_no_new_ones()
    {
        _lab.Connect();
        _lab.SetState(1, BackendState.Draining);
        Send(Segment(Client, Web, Tcp.Ack)).Should().Be("balanced");
        _lab.Send(2, Segment(Server, Client, Tcp.Ack)).Verdict.Should().Be("replied");
        Send(Segment("10.1.0.1:40001", Web, Tcp.Syn)).Should().Be("no_backend");
    }

    [Fact]
    public void New_connection_from_the_port_of_an_old_one_is_new_to_a_draining_backend_too()
    {
        _lab.Connect();
        _lab.SetState(1, BackendState.Draining);
        Send(Segment(Client, Web, Tcp.Syn)).Should().Be("no_backend");
        Send(Segment(Client, Web, Tcp.Ack)).Should().Be("balanced", "what was refused changed nothing");
    }

    [Fact]
    public void Udp_flows_stay_with_a_draining_backend()
    {
        _lab.UseOnly(2, 2);
        _lab.Send(1, Datagram(Client, Dns)).ToPort.Should().Be(2);
        _lab.UseOnly(2, 3);
        _lab.SetState(2, BackendState.Draining, keepTable: true);
        _lab.Send(1, Datagram(Client, Dns)).ToPort.Should().Be(2);
        _lab.Send(1, Datagram("10.1.0.1:40001", Dns)).ToPort.Should().Be(3);
    }

    [Fact]
    public void Tcp_flows_of_a_backend_that_drained_long_enough_are_reset_on_both_sides()
    {
        _lab.Connect();
        _lab.SetState(1, BackendState.CutOff);
        Send(Segment(Client, Web, Tcp.Ack)).Should().Be("drain_over");
        _lab.Kernel.FlowsPerBackend().Should().BeEmpty("it is over, though its backend may be taken in again before the sweep");
        _lab.Send(2, Segment(Server, Client, Tcp.Ack)).Verdict.Should().Be("drain_over");
        Send(Segment(Client, Web, Tcp.Syn)).Should().Be("no_backend");
    }

    [Fact]
    public void Udp_flows_of_a_backend_that_drained_long_enough_move()
    {
        _lab.UseOnly(2, 2);
        _lab.Send(1, Datagram(Client, Dns)).ToPort.Should().Be(2);
        _lab.UseOnly(2, 3);
        _lab.SetState(2, BackendState.CutOff, keepTable: true);
        _lab.Send(1, Datagram(Client, Dns)).ToPort.Should().Be(3);
    }

    [Fact]
    public void Calls_of_the_machines_own_address_do_not_drain()
    {
        Send(Segment(Client, Server, Tcp.Syn)).Should().Be("delivered");
        foreach (var backend in _lab.State.Backends.Keys) // several have that address and port
            _lab.SetState(backend, BackendState.CutOff);
        Send(Segment(Client, Server, Tcp.Ack)).Should().Be("delivered");
        _lab.Send(2, Segment(Server, Client, Tcp.Ack)).Verdict.Should().Be("delivered");
        Send(Segment("10.1.0.1:40001", Server, Tcp.Syn)).Should().Be("delivered");
        _lab.Kernel.Sweep();
        _lab.Kernel.Flows().Should().HaveCount(2);
    }

    [Fact]
    public void Sweep_forgets_the_flows_of_a_backend_that_drained_long_enough_and_no_others()
    {
        _lab.Connect();
        _lab.UseOnly(2, 3);
        Send(Datagram(Client, Dns)).Should().Be("balanced");
        _lab.SetState(3, BackendState.Draining);
        _lab.SetState(1, BackendState.CutOff);
        _lab.Kernel.Sweep();
        _lab.Kernel.FlowsPerBackend().Should().Equal(new Dictionary<uint, int> { [3] = 1 });
    }

    private string Send(byte[] frame) => _lab.Send(1, frame).Verdict;
}
