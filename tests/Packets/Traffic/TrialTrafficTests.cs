using System.Net;
using AwesomeAssertions;
using Ilb.Datapath;
using Ilb.Datapath.Trials;
using Ilb.Model.Addressing;
using Ilb.Packets.Lab;
using Xunit;

namespace Ilb.Packets.Traffic;

/// <summary>A trial at the interface of a real machine.</summary>
public sealed class TrialTrafficTests
{
    private const string Vip = "10.1.0.100";

    [Theory]
    [InlineData(Vip + ":80", "balanced")]
    [InlineData(Vip + ":81", "no_endpoint")]
    public void No_machine_gets_anything(string to, string verdict)
    {
        using var net = new Topology(2, AttachMode.Best, new Tables().Subnet("10.1.0.0/16").Machine(1, "10.1.0.1").Machine(2, "10.1.0.2")
            .Set(1, Vip, 80, Protocol.Tcp, (1, 2, "10.1.0.2", 8080)).State);
        using var trial = net.Kernel.LoadTrial();
        var port = net.Kernel.Ports.Find(new(1, 1))!.Value.Ifindex;
        var before = Counts(net);

        for (var time = 0; time < 10; time++)
            Namespaces.In(net.Hub, () => trial.Run(port, new MadePacket(IPEndPoint.Parse("10.1.0.1:40000"), IPEndPoint.Parse(to), Protocol.Tcp, IsMidFlow: false)))
                .Verdict.Should().Be(verdict);

        Counts(net).Should().Equal(before);
        net.Kernel.Flows().Should().BeEmpty();
    }

    /// <summary>What reached or left the stacks of both; the interfaces also count what IPv6 says by itself.</summary>
    private static string[] Counts(Topology net) => [.. new[] { 1, 2 }.Select(machine => net.In(machine, "grep -E '^(Tcp|Icmp):' /proc/net/snmp"))];
}
