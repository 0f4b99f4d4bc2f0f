using System.Buffers.Binary;
using System.Net;
using AwesomeAssertions;
using Ilb.Bench.Costs;
using Ilb.Bench.Lab;
using Ilb.Bench.Paths;
using Ilb.Datapath.Netlink;
using Xunit;

namespace Ilb.EndToEnd.Bench;

/// <summary>Whether what is timed is what happens: the packets of a drill are those of the real program.</summary>
public sealed class DrillTests(DrillTests.OneDrill shared) : IClassFixture<DrillTests.OneDrill>
{
    private const string Real = "bench_port";

    private readonly Drill _drill = shared.Drill;
    private readonly Packet _call = new(1, IPEndPoint.Parse("10.9.0.4:2000"), new IPEndPoint(BenchSnapshot.Vip, 80), TcpFrame.Syn);

    [Fact]
    public void A_packet_that_is_made_anew_becomes_what_the_real_program_makes_of_it_however_often()
    {
        _drill.Open(_call);
        _drill.Load(_call.With(TcpFrame.Ack));
        var real = _drill.Output("port_ingress", _call.With(TcpFrame.Ack).Frame);

        TcpFrame.Destination(real).Address.Should().Be(IPAddress.Parse("10.9.0.5"));
        _drill.Output(Real, new byte[TcpFrame.Length]).Should().Equal(real);
        _drill.Output(Real, new byte[TcpFrame.Length], packets: 3).Should().Equal(real);
    }

    [Fact]
    public void The_last_step_of_a_walk_is_the_whole_walk()
    {
        _drill.Open(_call);
        _drill.Load(_call.With(TcpFrame.Ack));

        _drill.Expect("balanced", 1, () => _drill.Output("bench_step_12", new byte[TcpFrame.Length]))
            .Should().Equal(_drill.Output(Real, new byte[TcpFrame.Length]));
    }

    [Fact]
    public void The_reply_of_a_flow_goes_back_as_from_the_VIP()
    {
        _drill.Open(_call);
        var (client, vip) = (_call.From, _call.To);
        _drill.Load(new Packet(2, new IPEndPoint(IPAddress.Parse("10.9.0.5"), 80), client, TcpFrame.Ack, IsReply: true));

        var reply = _drill.Expect("replied", 1, () => _drill.Output(Real, new byte[TcpFrame.Length]));
        reply.AsSpan(26, 4).ToArray().Should().Equal(vip.Address.GetAddressBytes());
        TcpFrame.Destination(reply).Should().Be(client);
    }

    [Fact]
    public void Every_packet_is_of_the_next_flow_and_all_of_them_are_forgotten_when_asked_for()
    {
        _drill.Clear();
        _drill.Open(_call with { Flows = 64 });
        _drill.Kernel.FlowsPerBackend().Values.Sum().Should().Be(64);

        _drill.Clear();
        _drill.Kernel.FlowsPerBackend().Should().BeEmpty();
    }

    [Fact]
    public void The_floor_learns_a_flow_and_then_changes_the_destination_and_both_checksums()
    {
        _drill.Load(_call);
        _drill.Output("bench_floor", new byte[TcpFrame.Length]);
        var frame = _drill.Output("bench_floor", new byte[TcpFrame.Length]);

        TcpFrame.Destination(frame).Should().Be(new IPEndPoint(IPAddress.Parse("10.9.0.5"), 8080));
        var real = _call.Frame;
        BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(24)).Should().NotBe(BinaryPrimitives.ReadUInt16BigEndian(real.AsSpan(24)));
        BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(50)).Should().NotBe(BinaryPrimitives.ReadUInt16BigEndian(real.AsSpan(50)));
    }

    [Fact]
    public void A_packet_with_another_verdict_fails_the_measurement()
    {
        _drill.Load(_call with { To = new IPEndPoint(BenchSnapshot.Vip, 81) });

        FluentActions.Invoking(() => _drill.Expect("balanced", 2, () => _drill.Run(Real, 2)))
            .Should().Throw<LabException>().WithMessage("*expected 2 balanced, got 2 no_endpoint");
    }

    /// <summary>Loading so many programs takes seconds.</summary>
    public sealed class OneDrill : IDisposable
    {
        private readonly Laboratory _lab = new(LinkSize.Usual);

        public OneDrill()
        {
            var machines = BenchSnapshot.Machines(4);
            Drill = Drill.Of(_lab, "t", BenchSnapshot.Of(machines, BenchSnapshot.Set(1, 80, machines[1..2])));
        }

        internal Drill Drill { get; }

        public void Dispose() => _lab.Dispose();
    }
}
