using AwesomeAssertions;
using Ilb.ControlPlane.Traces;
using Ilb.Status;
using Xunit;

namespace Ilb.Unit.Program;

public sealed class TraceScreenTests
{
    private static readonly TraceReport Report = new(
        "clients/client1", "net", "tcp", false, "10.0.1.4:40000", true, "10.0.0.6:100", "balanced", "to a backend", "delivered",
        [new("port", "client1's [odd] interface"), new("end", "delivered to web1")]);

    [Fact]
    public void Steps_are_numbered_under_what_is_tried() => Lines(Report).Should().Equal(
        "a new TCP connection from 10.0.1.4:40000, a port that is free, to 10.0.0.6:100",
        "  1 port     client1's [odd] interface",
        "  2 delivered to web1");

    [Theory]
    [InlineData("tcp", true, "a TCP packet amid a connection from 10.0.1.4:40000, to 10.0.0.6:100")]
    [InlineData("udp", false, "a datagram from 10.0.1.4:40000, to 10.0.0.6:100")]
    public void The_packet_is_named(string protocol, bool isMidFlow, string line) =>
        Lines(Report with { Protocol = protocol, IsMidFlow = isMidFlow, IsSourcePortChosen = false })[0].Should().Be(line);

    private static string[] Lines(TraceReport report) => Screen.Lines(console => TraceScreen.Show(console, report));
}
