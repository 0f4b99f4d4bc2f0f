using AwesomeAssertions;
using Ilb.Packets.Lab;
using Xunit;
using static Ilb.Packets.Wire.Frames;
using Tcp = Ilb.Packets.Wire.Tcp;

namespace Ilb.Packets.Flows;

/// <summary>What machines send to sites, of which routers on the way may report errors.</summary>
public sealed class SentTests : IDisposable
{
    private const uint Gateway = 10, SentSeconds = 10;

    private readonly PacketLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Error_counts_for_as_long_as_the_packet_may_be_on_its_way()
    {
        _lab.Send(1, Call(5000));
        _lab.Clock.Pass(SentSeconds - 5); // some really pass beside
        Report(5000).Should().Be("delivered");
        _lab.Clock.Pass(6);
        Report(5000).Should().Be("icmp_unmatched");
        _lab.Send(1, Call(5000));
        Report(5000).Should().Be("delivered");
    }

    [Fact]
    public void Calls_of_sites_take_no_room_of_flows_and_the_oldest_are_forgotten()
    {
        for (var port = 1; port < 60_000; port++)
            _lab.Send(1, Call(port)).Verdict.Should().Be("delivered");
        _lab.Kernel.Flows().Should().BeEmpty();
        _lab.Send(1, Segment("10.1.0.1:7", PacketLab.Vip + ":80", Tcp.Syn)).Verdict.Should().Be("balanced");
        Report(1).Should().Be("icmp_unmatched");
        Report(59_999).Should().Be("delivered");
    }

    private static byte[] Call(int port) => Segment($"10.1.0.1:{port}", "10.2.0.9:443", Tcp.Syn);

    private string Report(int port) => _lab.SendFromGateway(Gateway, Error("192.0.2.77", "10.1.0.1", 4, Call(port), 1300)).Verdict;
}
