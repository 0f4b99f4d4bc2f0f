using AwesomeAssertions;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;
using Ilb.Packets.Lab;
using Xunit;
using static Ilb.Packets.Wire.Frames;
using Tcp = Ilb.Packets.Wire.Tcp;

namespace Ilb.Packets.Flows;

public sealed class FlowTests : IDisposable
{
    private const string Client = "10.1.0.1:40000";
    private const string Web = PacketLab.Vip + ":80";
    private const string Dns = PacketLab.Vip + ":53";
    private const string Server = "10.1.0.2:8080";
    private const uint IdleSeconds = 240;
    private readonly PacketLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Packets_and_bytes_of_either_side_are_counted_as_ip_has_them()
    {
        _lab.Connect();
        var (before, data) = (_lab.Kernel.Flows().Single(), Segment(Client, Web, Tcp.Ack | Tcp.Push));
        for (var packet = 0; packet < 3; packet++)
            Send(data).Should().Be("balanced");
        Send(Segment(Client, Web, Tcp.Ack)).Should().Be("balanced");
        _lab.Send(2, Segment(Server, Client, Tcp.Ack | Tcp.Push)).Verdict.Should().Be("replied");
        var flow = _lab.Kernel.Flows().Single();
        (flow.FromClient.Packets - before.FromClient.Packets).Should().Be(4);
        (flow.FromClient.Bytes - before.FromClient.Bytes).Should().Be((ulong)((3 * Ip(data)) + Ip(Segment(Client, Web, Tcp.Ack))));
        (flow.FromServer.Packets - before.FromServer.Packets).Should().Be(1);
        (flow.FromServer.Bytes - before.FromServer.Bytes).Should().Be((ulong)Ip(Segment(Server, Client, Tcp.Ack | Tcp.Push)));
        flow.Age.Should().BeLessThan(TimeSpan.FromMinutes(1));

        static int Ip(byte[] frame) => frame.Length - 14;
    }

    /// <summary>Beyond what the low digits hold, 1,023 packets and 4 MiB; a flow that takes the place of another begins at nothing.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_passes_is_counted_whole_however_much_it_is(bool isIpv6)
    {
        using var lab = new PacketLab(isDualStack: true) { SendsIpv6 = isIpv6 };
        lab.Connect();
        var (data, answer) = (Segment(Client, Web, Tcp.Ack | Tcp.Push), Segment(Server, Client, Tcp.Ack, payload: new byte[1400]));
        var before = lab.Kernel.Flows().Single();
        for (var packet = 0; packet < 3500; packet++)
        {
            lab.Send(1, data);
            lab.Send(2, answer);
        }

        var flow = lab.Kernel.Flows().Single();
        var headers = isIpv6 ? 60 : 40;
        (flow.FromClient.Packets - before.FromClient.Packets, flow.FromServer.Packets - before.FromServer.Packets).Should().Be((3500UL, 3500UL));
        (flow.FromServer.Bytes - before.FromServer.Bytes).Should().Be(3500UL * (ulong)(headers + 1400));
        lab.Send(1, Segment(Client, Web, Tcp.Rst));
        lab.Send(1, Segment(Client, Web, Tcp.Syn)).Verdict.Should().Be("balanced");
        lab.Kernel.Flows().Single().FromClient.Packets.Should().Be(1);
    }

    /// <summary>Also where both entries of the flow are in one bucket.</summary>
    [Theory]
    [InlineData(256)]
    [InlineData(1)]
    public void What_a_flow_with_another_source_port_sends_is_counted_once_and_keeps_both_its_entries(uint buckets)
    {
        using var lab = new PacketLab(flowBuckets: buckets);
        lab.Connect();
        var second = PacketLab.Vip + ":82";
        var sent = lab.Send(1, Segment(Client, second, Tcp.Syn));
        var port = (sent.Frame[34] << 8) | sent.Frame[35];
        lab.Send(2, Segment(Server, $"10.1.0.1:{port}", Tcp.Syn | Tcp.Ack));
        lab.Send(1, Segment(Client, second, Tcp.Ack)).Verdict.Should().Be("balanced");
        for (var answers = 0; answers < 3; answers++)
            lab.Send(2, Segment(Server, $"10.1.0.1:{port}", Tcp.Ack)).Verdict.Should().Be("replied");
        var flow = lab.Kernel.Flows().Single(flow => flow.SeenPort == port);
        (flow.FromClient.Packets, flow.FromServer.Packets).Should().Be((2UL, 4UL));
    }

    /// <summary>Eight flows fill a bucket, so that some do not lie where they are looked for first; then that place is free.</summary>
    [Fact]
    public void What_looks_like_an_open_flow_to_the_server_gets_another_source_port_wherever_that_flow_lies_and_its_answers_come_back()
    {
        var ports = Enumerable.Range(1, 8).ToArray();
        foreach (var port in ports)
        {
            using var lab = new PacketLab(flowBuckets: 1);
            foreach (var each in ports)
                lab.Connect($"10.1.0.1:{each}");
            foreach (var other in ports.Where(other => other != port))
                lab.Send(1, Segment($"10.1.0.1:{other}", Web, Tcp.Rst));
            lab.Clock.Pass(11);
            lab.Kernel.Sweep();
            lab.Kernel.Flows().Should().ContainSingle();

            var sent = lab.Send(1, Segment($"10.1.0.1:{port}", Server, Tcp.Syn));
            var seen = (sent.Frame[34] << 8) | sent.Frame[35];
            seen.Should().NotBe(port);
            lab.Send(2, Segment(Server, $"10.1.0.1:{seen}", Tcp.Syn | Tcp.Ack, 5000, 1001)).Frame
                .Should().Equal(Segment(Server, $"10.1.0.1:{port}", Tcp.Syn | Tcp.Ack, 5000, 1001).At("10.1.0.1"));
        }
    }

    [Fact]
    public void Tcp_flows_stay_with_a_backend_that_is_down()
    {
        _lab.Connect();
        _lab.SetState(1, BackendState.Down);
        Send(Segment(Client, Web, Tcp.Ack)).Should().Be("balanced");
    }

    [Fact]
    public void Udp_flows_move_at_once_when_their_backend_is_down()
    {
        _lab.UseOnly(2, 2);
        _lab.Send(1, Datagram(Client, Dns)).ToPort.Should().Be(2);
        _lab.UseOnly(2, 3);
        _lab.Send(1, Datagram(Client, Dns)).ToPort.Should().Be(2, "its backend is still up");
        _lab.SetState(2, BackendState.Down, keepTable: true);
        _lab.Send(1, Datagram(Client, Dns)).ToPort.Should().Be(3);
        _lab.Kernel.Flows().Should().ContainSingle("the flow moved").Which.Backend.Index.Should().Be(3);
    }

    [Fact]
    public void Unanswered_connection_attempt_moves_away_from_a_backend_that_is_down()
    {
        Send(Segment(Client, Web, Tcp.Syn)).Should().Be("balanced");
        _lab.SetState(1, BackendState.Down);
        Send(Segment(Client, Web, Tcp.Syn)).Should().Be("no_backend");
    }

    [Fact]
    public void New_connection_from_a_port_whose_last_one_was_closed_by_the_client_only_moves_away_from_a_backend_that_is_down()
    {
        _lab.Connect();
        Send(Segment(Client, Web, Tcp.Fin | Tcp.Ack)).Should().Be("balanced");
        _lab.SetState(1, BackendState.Down);
        Send(Segment(Client, Web, Tcp.Syn)).Should().Be("no_backend");
    }

    [Fact]
    public void Second_flow_that_would_look_alike_to_the_server_gets_another_source_port_and_its_answers_come_back()
    {
        _lab.Connect();
        var second = PacketLab.Vip + ":82";
        var sent = _lab.Send(1, Segment(Client, second, Tcp.Syn));
        var port = (sent.Frame[34] << 8) | sent.Frame[35];
        port.Should().NotBe(40000);
        sent.Frame.Should().Equal(Segment($"10.1.0.1:{port}", Server, Tcp.Syn).At("10.1.0.2"));
        var answer = _lab.Send(2, Segment(Server, $"10.1.0.1:{port}", Tcp.Syn | Tcp.Ack));
        answer.Frame.Should().Equal(Segment(second, Client, Tcp.Syn | Tcp.Ack).At("10.1.0.1"));
        _lab.Send(2, Segment(Server, Client, Tcp.Ack)).Frame.Should().Equal(Segment(Web, Client, Tcp.Ack).At("10.1.0.1"));
        Send(Segment(Client, second, Tcp.Ack)).Should().Be("balanced");
        Send(Segment(Client, Web, Tcp.Ack)).Should().Be("balanced");
        _lab.Kernel.Flows().Should().HaveCount(2).And.OnlyContain(flow => flow.Proven);
    }

    [Fact]
    public void Direct_connection_and_balanced_one_from_the_same_port_are_kept_apart()
    {
        Send(Segment(Client, Server, Tcp.Syn)).Should().Be("delivered");
        var balanced = _lab.Send(1, Segment(Client, Web, Tcp.Syn));
        var port = (balanced.Frame[34] << 8) | balanced.Frame[35];
        port.Should().NotBe(40000);
        _lab.Send(2, Segment(Server, Client, Tcp.Syn | Tcp.Ack)).Verdict.Should().Be("delivered");
        _lab.Send(2, Segment(Server, $"10.1.0.1:{port}", Tcp.Syn | Tcp.Ack)).Verdict.Should().Be("replied");
    }

    [Fact]
    public void Wildcard_sockets_answers_to_the_machine_and_to_the_floating_vip_are_kept_apart()
    {
        var dns = PacketLab.Vip + ":91";
        Send(Datagram(Client, "10.1.0.3:91")).Should().Be("delivered");
        var called = _lab.Send(1, Datagram(Client, dns));
        var port = (called.Frame[34] << 8) | called.Frame[35];
        called.Frame.Should().Equal(Datagram($"10.1.0.1:{port}", dns).At("10.1.0.3"), "another source port, the VIP kept");
        _lab.Send(3, Datagram("10.1.0.3:91", Client)).Verdict.Should().Be("delivered");
        _lab.Send(3, Datagram("10.1.0.3:91", $"10.1.0.1:{port}")).Frame.Should().Equal(Datagram(dns, Client).At("10.1.0.1"));
    }

    [Fact]
    public void Two_members_that_call_themselves_from_one_port_each_get_their_own_answer()
    {
        var web = PacketLab.Vip + ":92";
        _lab.Apply(new Tables().With(_ => _lab.State).Set(7, PacketLab.Vip, 92, Protocol.Tcp, (7, 2, "10.1.0.2", 9292), (9, 3, "10.1.0.3", 9292))
            .Option(Tables.Key(PacketLab.Vip, 92, Protocol.Tcp), FrontendOptions.Loopback).State);
        foreach (var (machine, backend) in new[] { (2u, 7u), (3u, 9u) })
        {
            _lab.UseOnly(7, backend);
            _lab.Send(machine, Segment($"10.1.0.{machine}:40000", web, Tcp.Syn)).ToPort.Should().Be(machine);
        }

        foreach (var machine in new[] { 2u, 3u })
            _lab.Send(machine, Segment($"10.1.0.{machine}:9292", PacketLab.Vip + ":40000", Tcp.Syn | Tcp.Ack)).Frame
                .Should().Equal(Segment(web, $"10.1.0.{machine}:40000", Tcp.Syn | Tcp.Ack).At($"10.1.0.{machine}"));
        foreach (var machine in new[] { 2u, 3u })
            _lab.Send(machine, Segment($"10.1.0.{machine}:40000", web, Tcp.Ack)).ToPort.Should().Be(machine);
        _lab.Kernel.Flows().Should().HaveCount(2).And.OnlyContain(flow => flow.IsHairpin && flow.Proven);
    }

    [Fact]
    public void Half_open_connections_make_room_for_others()
    {
        using var lab = new PacketLab(flowBuckets: 16, overflowBuckets: 16);
        for (var i = 0; i < 1000; i++)
        {
            var madeUp = $"198.51.{100 + (i / 250)}.{1 + (i % 250)}:{1024 + i}";
            lab.SendFromOutside(Segment(madeUp, PacketLab.PublicVip + ":80", Tcp.Syn));
            lab.Send(2, Segment(Server, madeUp, Tcp.Syn | Tcp.Ack, 5000, 1001));
        }

        for (var i = 0; i < 50; i++)
            lab.Send(1, Segment($"10.1.0.1:{40000 + i}", Web, Tcp.Syn)).Verdict.Should().Be("balanced");
    }

    [Fact]
    public void Members_go_on_answering_as_a_floating_vip_that_moved_away_and_it_takes_no_new_connections()
    {
        var vip = PacketLab.Vip + ":90";
        _lab.Send(1, Segment(Client, vip, Tcp.Syn)).Verdict.Should().Be("balanced");
        _lab.Apply(new Tables().With(_ => _lab.State).Option(Tables.Key(PacketLab.Vip, 90, Protocol.Tcp), FrontendOptions.FloatingIp | FrontendOptions.Retired).State);

        _lab.Send(2, Segment(vip, Client, Tcp.Syn | Tcp.Ack)).Verdict.Should().Be("replied");
        Send(Segment(Client, vip, Tcp.Ack)).Should().Be("balanced");
        Send(Segment("10.1.0.1:40001", vip, Tcp.Syn)).Should().Be("no_endpoint");
    }

    [Fact]
    public void Flow_ended_by_both_sides_is_opened_again_by_a_new_connection()
    {
        _lab.Connect();
        Send(Segment(Client, Web, Tcp.Fin | Tcp.Ack)).Should().Be("balanced");
        _lab.Send(2, Segment(Server, Client, Tcp.Fin | Tcp.Ack)).Verdict.Should().Be("replied");
        _lab.Kernel.Flows().Should().ContainSingle().Which.Closed.Should().BeTrue();
        Send(Segment(Client, Web, Tcp.Ack)).Should().Be("balanced", "the last acknowledgement still belongs to it");
        Send(Segment(Client, Web, Tcp.Syn)).Should().Be("balanced");
        _lab.Kernel.Flows().Should().ContainSingle().Which.Closed.Should().BeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(15)]
    public void Flow_that_nobody_answered_gives_way_to_a_new_one_and_no_other_does(int answered)
    {
        using var small = new PacketLab(flowBuckets: 1, overflowBuckets: 1);
        for (var port = 1; port <= answered; port++)
            small.Connect($"10.1.0.1:{port}");
        for (var port = 101; port <= 120; port++)
            small.Send(1, Segment($"10.1.0.1:{port}", Web, Tcp.Syn)).Verdict.Should().Be("balanced");
        small.Kernel.Flows().Should().HaveCount(16);
        small.Kernel.Flows().Count(flow => flow.Proven).Should().Be(answered);
    }

    [Fact]
    public void Flows_beyond_a_full_bucket_are_spread_over_all_shared_ones_and_found_there()
    {
        using var small = new PacketLab(flowBuckets: 1, overflowBuckets: 5);
        for (var port = 1; port <= 24; port++)
            small.Connect($"10.1.0.1:{port}");
        for (var port = 1; port <= 24; port++)
            small.Send(1, Segment($"10.1.0.1:{port}", Web, Tcp.Ack)).Verdict.Should().Be("balanced");
        small.Kernel.FlowsPerBackend().Should().Equal(new Dictionary<uint, int> { [1] = 24 });
    }

    [Fact]
    public void Sweep_forgets_the_flows_of_a_removed_backend_only()
    {
        _lab.Connect();
        _lab.UseOnly(2, 3);
        _lab.Send(1, Datagram(Client, Dns));
        _lab.Change(state => state with { Backends = state.Backends.Remove(1) });
        _lab.Kernel.Sweep();
        _lab.Kernel.Flows().Should().ContainSingle().Which.Backend.Index.Should().Be(3);
    }

    [Fact]
    public void Sweep_forgets_idle_flows()
    {
        _lab.Connect();
        _lab.Clock.Pass(IdleSeconds - 5);
        _lab.Kernel.Sweep();
        _lab.Kernel.Flows().Should().ContainSingle();
        _lab.Clock.Pass(6);
        _lab.Kernel.Sweep();
        _lab.Kernel.Flows().Should().BeEmpty();
        Send(Segment(Client, Web, Tcp.Ack)).Should().Be("no_flow");
    }

    [Fact]
    public void Packet_that_comes_too_late_leaves_the_flow_to_the_sweep_which_may_have_to_tell_both_ends()
    {
        _lab.Connect();
        _lab.Clock.Pass(IdleSeconds + 1);
        Send(Segment(Client, Web, Tcp.Ack)).Should().Be("no_flow");
        _lab.Kernel.Flows().Should().ContainSingle();
        Send(Segment(Client, Web, Tcp.Syn)).Should().Be("balanced");
        _lab.Kernel.Flows().Should().ContainSingle("the new connection has its place").Which.Proven.Should().BeFalse();
    }

    [Fact]
    public void Flow_that_is_over_and_not_yet_swept_does_not_hide_one_that_looks_like_it_to_the_server()
    {
        Send(Segment(Client, PacketLab.Vip + ":90", Tcp.Syn)).Should().Be("balanced"); // has the way that the last one gets
        _lab.Connect();
        _lab.Clock.Pass(IdleSeconds + 1);
        Send(Segment(Client, PacketLab.Vip + ":82", Tcp.Syn)).Should().Be("balanced");
        _lab.Send(2, Segment(Server, Client, Tcp.Syn | Tcp.Ack, 5000, 1001)).Verdict.Should().Be("replied");
    }

    [Fact]
    public void Source_address_distribution_sends_a_client_always_to_the_same_backend()
    {
        _lab.Change(state => state with { Frontends = state.Frontends.Changed(Tables.Key(PacketLab.Vip, 53, Protocol.Udp), f => f with { Distribution = 2 }) });
        Enumerable.Range(1, 50).Select(port => _lab.Send(1, Datagram($"10.1.0.1:{port}", Dns)).ToPort).Distinct().Should().ContainSingle();
    }

    [Fact]
    public void Five_tuple_distribution_uses_all_backends() =>
        Enumerable.Range(1, 50).Select(port => _lab.Send(1, Datagram($"10.1.0.1:{port}", Dns)).ToPort).Distinct().Should().HaveCount(2);

    private string Send(byte[] frame) => _lab.Send(1, frame).Verdict;
}
