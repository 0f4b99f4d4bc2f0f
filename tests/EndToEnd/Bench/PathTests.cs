using System.Net;
using AwesomeAssertions;
using Ilb.Bench.Lab;
using Ilb.Bench.Loads;
using Ilb.Bench.Paths;
using Ilb.Datapath.Netlink;
using Xunit;

namespace Ilb.EndToEnd.Bench;

/// <summary>Whether the paths that are compared lead where they say.</summary>
public sealed class PathTests : IDisposable
{
    private readonly Laboratory _lab = new(LinkSize.Usual);

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void The_empty_switch_carries_a_connection_to_the_servers_own_address_both_ways()
    {
        var path = new SwitchPath(_lab);
        using var server = new Acceptor(path, Endpoints.Echo, PingPong.Answer);

        PingPong.Measure(path, 0.05)[0].Should().BePositive();
        path.Address.Should().Be(IPAddress.Parse("10.9.0.5"));
        path.Client.Run("ip", "-s", "neigh", "show").Should().Contain("10.9.0.5 dev eth0 lladdr 02:00:00:00:00:02").And.Contain("PERMANENT");
    }

    [Fact]
    public void A_flood_from_outside_meets_the_flow_table_and_one_to_no_vip_is_refused_at_once()
    {
        var path = IlbPath.Public(_lab, "ilbp");
        using var raw = path.Outside!.NewRawSocket();
        SynFlood.Send(raw, new IPEndPoint(BenchSnapshot.PublicVip, Endpoints.Sink), 1000);
        SynFlood.Send(raw, new IPEndPoint(BenchSnapshot.NoVip, Endpoints.Sink), 500);

        path.Verdicts()["balanced"].Should().Be(1000);
        path.Verdicts()["not_public"].Should().Be(500);
    }

    [Fact]
    public void A_flood_through_the_empty_switch_arrives_at_the_server()
    {
        var path = new SwitchPath(_lab);
        using var raw = path.AddStranger().NewRawSocket();
        SynFlood.Send(raw, new IPEndPoint(path.Address, Endpoints.Sink), 1000);

        var counters = path.Servers[0].Run("cat", "/proc/net/snmp").Split('\n').Where(line => line.StartsWith("Tcp:", StringComparison.Ordinal)).ToArray();
        counters[1].Split(' ')[Array.IndexOf(counters[0].Split(' '), "InSegs")].Should().Be("1000");
    }

    [Fact]
    public void A_stream_is_counted_where_it_arrives_and_the_processors_were_busy_with_it()
    {
        var path = new IlbPath(_lab);
        using var sink = new Sink(path);

        Throughput.MeasureBoth(path, sink, 0.2).Should().OnlyContain(value => value > 0);
        path.Verdicts()["balanced"].Should().BePositive();
        sink.Bytes.Should().BePositive();
    }
}
