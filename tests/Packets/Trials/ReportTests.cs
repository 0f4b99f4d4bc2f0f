using System.Net;
using AwesomeAssertions;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Ilb.Packets.Lab;
using Xunit;
using static Ilb.Packets.Wire.Frames;
using Tcp = Ilb.Packets.Wire.Tcp;

namespace Ilb.Packets.Trials;

/// <summary>What a trial tells beside the verdict.</summary>
public sealed class ReportTests : IDisposable
{
    private const string Client = "10.1.0.1:40000", Web = PacketLab.Vip + ":80", Dns = PacketLab.Vip + ":53";
    private readonly PacketLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_new_connection_names_route_set_backend_place_and_what_it_becomes()
    {
        var answer = _lab.Trace(Client, Web);
        answer.Should().BeEquivalentTo(new
        {
            Verdict = "balanced",
            Action = "DELIVER",
            Network = Tables.Network,
            Route = "vip",
            IsInPeer = false,
            ToPort = 2u,
            Mtu = 1500u,
            Frontend = new Slot(1, 1),
            Backend = new Slot(1, 1),
            Flow = (Flow?)null,
            OpensFlow = true,
            Evicts = false,
            Rule = (TracedRule?)null,
        });
        (answer.NewSource.ToString(), answer.NewDestination.ToString()).Should().Be((Client, "10.1.0.2:8080"));
        answer.Table!.Size.Should().Be(251);
        answer.Meaning.Should().Be("from a client to the backend of its flow");
    }

    [Fact]
    public void The_backend_that_is_told_is_the_one_at_the_place_that_is_told_and_gets_the_connection()
    {
        for (var port = 41_000; port < 41_050; port++)
        {
            var (client, told) = ($"10.1.0.1:{port}", _lab.Trace($"10.1.0.1:{port}", Dns, Protocol.Udp));
            _lab.State.Tables[2][(int)told.Table!.Place].Should().Be(told.Backend!.Value.Index);
            _lab.Send(1, Datagram(client, Dns)).ToPort.Should().Be(told.ToPort!.Value);
        }
    }

    [Fact]
    public void A_connection_that_there_is_is_told_in_its_state()
    {
        _lab.Connect();
        var answer = _lab.Trace(Client, Web, amid: true);
        answer.Flow!.State.Should().Be(FlowState.Established);
        (answer.Flow.Client.ToString(), answer.IsInOverflow, answer.OpensFlow, answer.Table, answer.Route).Should().Be((Client, false, false, null, null));
    }

    [Fact]
    public void A_datagram_that_moves_to_another_backend_tells_of_the_flow_that_it_leaves()
    {
        _lab.UseOnly(2, 3);
        _lab.Send(1, Datagram(Client, Dns));
        _lab.SetState(3, BackendState.Down, keepTable: true);
        _lab.UseOnly(2, 2);
        var answer = _lab.Trace(Client, Dns, Protocol.Udp);
        (answer.Flow!.Backend.Index, answer.Backend!.Value.Index, answer.OpensFlow).Should().Be((3, 2, true));
    }

    [Fact]
    public void A_flow_beside_its_full_bucket_is_told_and_one_that_would_be_pushed_out_as_well()
    {
        using var small = new PacketLab(flowBuckets: 1, overflowBuckets: 1);
        for (var port = 1; port <= 16; port++)
            small.Send(1, Segment($"10.1.0.1:{port}", Web, Tcp.Syn));
        var told = Enumerable.Range(1, 16).Select(port => small.Trace($"10.1.0.1:{port}", Web).IsInOverflow).ToList();
        told.Count(isThere => isThere).Should().Be(8);
        var evicting = small.Trace(Client, Web);
        (evicting.Verdict, evicting.Evicts, evicting.OpensFlow).Should().Be(("balanced", true, true));
        small.Kernel.Evictions().Should().Be(0);
    }

    [Fact]
    public void Of_a_flow_with_two_entries_the_clients_own_is_told()
    {
        using var small = new PacketLab(flowBuckets: 1, overflowBuckets: 1);
        small.Connect();
        for (var port = 1; port <= 6; port++)
            small.Connect($"10.1.0.1:{port}");
        small.Send(1, Segment(Client, PacketLab.Vip + ":82", Tcp.Syn)); // what answers are found by takes the last way
        small.Trace(Client, PacketLab.Vip + ":82", amid: true).IsInOverflow.Should().BeTrue();
    }

    [Fact]
    public void A_second_flow_that_looks_the_same_to_the_backend_is_told_its_other_port()
    {
        _lab.Connect();
        var told = _lab.Trace(Client, PacketLab.Vip + ":82");
        told.NewSource.Port.Should().NotBe(40_000);
        var sent = _lab.Send(1, Segment(Client, PacketLab.Vip + ":82", Tcp.Syn)).Frame;
        told.NewSource.Port.Should().Be((sent[34] << 8) | sent[35]);
    }

    [Theory]
    [InlineData(AclVerdict.Deny, 100u, "acl_denied", false, 100)]
    [InlineData(AclVerdict.Permit, 7u, "balanced", true, 7)]
    [InlineData(AclVerdict.Deny, uint.MaxValue, "acl_denied", false, null)]
    public void A_rule_is_told_by_its_order(AclVerdict rule, uint order, string verdict, bool permits, int? told)
    {
        _lab.Guard(1, 3, ("10.1.0.1/32", rule));
        _lab.Change(state => state with { AclRules = state.AclRules.Changed(state.AclRules.Keys.Single(), _ => new(rule, order)) });
        var answer = _lab.Trace(Client, Web);
        (answer.Verdict, answer.Rule).Should().Be((verdict, new TracedRule(new Slot(1, 3), permits, told)));
    }

    [Fact]
    public void A_peers_vip_is_told_with_the_network_it_is_in()
    {
        var answer = _lab.Trace(Client, PacketLab.PeerVip + ":80");
        (answer.Network, answer.IsInPeer, answer.Route, answer.ToPort).Should().Be((Tables.PeerOf(Tables.Network), true, "vip", 13));
    }

    [Theory]
    [InlineData("10.1.0.4:22", "delivered", "port", 4u)]
    [InlineData("10.1.9.9:22", "no_machine", "network", null)]
    [InlineData("10.2.0.9:22", "delivered", "gateway", 10u)]
    [InlineData("192.0.2.1:22", "way_out", null, null)]
    public void Where_no_vip_is_called_the_route_tells(string to, string verdict, string? route, uint? port)
    {
        var answer = _lab.Trace(Client, to);
        (answer.Verdict, answer.Route, answer.ToPort).Should().Be((verdict, route, port));
    }

    [Fact]
    public void An_earlier_trial_leaves_nothing_in_the_report_of_the_next()
    {
        _lab.Trace(Client, Web).Table.Should().NotBeNull();
        _lab.Trace(Client, "10.1.9.9:22").Should().BeEquivalentTo(new { Table = (TracedPlace?)null, Frontend = (Slot?)null, OpensFlow = false });
    }

    [Fact]
    public void Another_version_in_force_is_not_tried_with_the_programs_of_this_one()
    {
        using var other = new OtherBuild();
        using var newer = Ilb.Datapath.KernelState.Open(_lab.Pins, new() { ObjectPath = other.ObjectPath });
        var load = () => _lab.Kernel.LoadTrial();
        load.Should().Throw<Ilb.Datapath.KernelException>().WithMessage("*another version*ilb serve*");
    }
}
