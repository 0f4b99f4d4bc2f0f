using AwesomeAssertions;
using Ilb.Datapath.Counters;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;
using Ilb.Packets.Lab;
using Xunit;
using static Ilb.Packets.Wire.Frames;
using Tcp = Ilb.Packets.Wire.Tcp;

namespace Ilb.Packets.Counters;

/// <summary>What is counted for frontends and backends, packet by packet.</summary>
public sealed class TrafficTests : IDisposable
{
    private const string Client = "10.1.0.1:40000", Web = PacketLab.Vip + ":80", Server = "10.1.0.2:8080";
    private const ulong Headers = 40; // of IP and TCP

    private static readonly Slot WebSet = new(1, 1), Web1 = new(1, 1);

    private readonly PacketLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Packets_bytes_flows_and_syns_of_a_connection_are_counted_for_its_frontend_and_its_backend()
    {
        _lab.Connect();
        _lab.Send(1, Segment(Client, Web, Tcp.Ack | Tcp.Push, payload: new byte[100]));
        _lab.Send(2, Segment(Server, Client, Tcp.Ack | Tcp.Push, payload: new byte[1000]));
        var expected = new EndpointTraffic(1, 1, new Way(3, (3 * Headers) + 100), new Way(2, (2 * Headers) + 1000));
        Frontend(WebSet).Should().Be(expected);
        Backend(Web1).Should().Be(expected);
        _lab.Kernel.Drops().Should().BeEmpty();
    }

    [Fact]
    public void A_syn_that_is_sent_again_is_no_second_flow()
    {
        for (var i = 0; i < 3; i++)
            _lab.Send(1, Segment(Client, Web, Tcp.Syn));
        (Frontend(WebSet).Flows, Frontend(WebSet).Syns, Backend(Web1).Flows, Backend(Web1).Syns).Should().Be((1UL, 3UL, 1UL, 3UL));
    }

    [Fact]
    public void A_frame_that_is_segmented_later_counts_as_the_packets_it_becomes()
    {
        _lab.Connect();
        var before = Frontend(WebSet).ToClient;
        _lab.Send(2, Segment(Server, Client, Tcp.Ack, payload: new byte[3000]), segment: 1448);
        Frontend(WebSet).ToClient.Should().Be(before + new Way(3, Headers + 3000));
    }

    [Fact]
    public void Calls_of_a_backends_own_address_are_none_of_its_frontends()
    {
        _lab.Send(1, Segment(Client, Server, Tcp.Syn)).Verdict.Should().Be("delivered");
        _lab.Send(1, Segment(Client, Server, Tcp.Ack)).Verdict.Should().Be("delivered");
        _lab.Send(1, Segment(Client, "10.1.0.4:80", Tcp.Syn)).Verdict.Should().Be("delivered");
        Frontend(WebSet).Should().Be(new EndpointTraffic());
        Backend(Web1).Should().Be(new EndpointTraffic());
    }

    [Fact]
    public void Datagrams_from_outside_count_for_the_public_frontend()
    {
        _lab.SendFromOutside(Datagram("198.51.100.7:4000", PacketLab.PublicVip + ":53")).Verdict.Should().Be("balanced");
        _lab.Send(3, Datagram("10.1.0.3:5353", "198.51.100.7:4000")).Verdict.Should().Be("replied");
        Frontend(new(10, 1)).Should().Be(new EndpointTraffic(1, 0, new Way(1, 32), new Way(1, 32)));
    }

    [Fact]
    public void An_earlier_tenants_packets_are_not_the_next_ones()
    {
        _lab.Connect();
        _lab.Change(state => state with
        {
            Frontends = state.Frontends.Changed(Tables.Key(PacketLab.Vip, 80, Protocol.Tcp), frontend => frontend with { Generation = 2 }),
            Backends = state.Backends.Changed(1u, backend => backend with { Generation = 2, FrontendGeneration = 2 }),
        });
        _lab.Send(1, Segment("10.1.0.1:40001", Web, Tcp.Syn));
        Frontend(new(1, 2)).Should().Be(new EndpointTraffic(1, 1, new Way(1, Headers), new Way()));
        Backend(new(1, 2)).Should().Be(new EndpointTraffic(1, 1, new Way(1, Headers), new Way()));
        Frontend(WebSet).Should().Be(new EndpointTraffic());
    }

    [Fact]
    public void What_is_refused_is_counted_by_verdict_and_direction_and_is_no_traffic_but_its_syns_are_attempts()
    {
        _lab.Send(1, Segment(Client, PacketLab.Vip + ":81", Tcp.Syn)).Verdict.Should().Be("no_backend");
        _lab.Send(1, Segment(Client, Web, Tcp.Ack)).Verdict.Should().Be("no_flow");
        _lab.Send(1, Segment(Client, Web, Tcp.Ack)).Verdict.Should().Be("no_flow");
        _lab.Send(2, Segment("10.1.0.2:40000", Web, Tcp.Syn)).Verdict.Should().Be("own_set");
        _lab.Kernel.Drops().Should().BeEquivalentTo(
        [
            new Drop(new(3, 1), default, "no_backend", false, 1),
            new Drop(WebSet, default, "no_flow", false, 2),
            new Drop(WebSet, Web1, "own_set", false, 1),
        ]);
        Frontend(new(3, 1)).Should().Be(new EndpointTraffic(0, 1, new Way(), new Way()));
        Frontend(WebSet).Should().Be(new EndpointTraffic(0, 1, new Way(), new Way()));
        Backend(Web1).Should().Be(new EndpointTraffic());
    }

    [Fact]
    public void Calls_of_a_member_to_its_own_set_are_counted_for_the_member_until_its_slot_has_another_tenant()
    {
        _lab.Send(2, Segment("10.1.0.2:40000", Web, Tcp.Syn));
        _lab.Change(state => state with { Backends = state.Backends.Changed(1u, backend => backend with { Generation = 2 }) });
        _lab.Send(2, Segment("10.1.0.2:40001", Web, Tcp.Syn));
        _lab.Kernel.Drops().Select(drop => (drop.Backend, drop.Verdict, drop.Packets)).Should()
            .BeEquivalentTo([(Web1, "own_set", 1UL), (new Slot(1, 2), "own_set", 1UL)]);
    }

    [Fact]
    public void What_an_access_list_denies_amid_a_connection_is_counted_for_its_backend_both_ways()
    {
        _lab.Connect();
        _lab.Guard(1, 1, ("0.0.0.0/0", AclVerdict.Deny));
        _lab.Send(1, Segment(Client, Web, Tcp.Ack)).Verdict.Should().Be("acl_denied");
        _lab.Send(2, Segment(Server, Client, Tcp.Ack)).Verdict.Should().Be("acl_denied");
        _lab.Kernel.Drops().Should().BeEquivalentTo(
        [
            new Drop(WebSet, Web1, "acl_denied", false, 1),
            new Drop(WebSet, Web1, "acl_denied", true, 1),
        ]);
    }

    [Fact]
    public void What_does_not_fit_is_counted_for_the_backend_that_it_was_for()
    {
        _lab.Connect();
        _lab.Send(1, Segment(Client, Web, Tcp.Ack, payload: new byte[1500])).Verdict.Should().Be("too_big");
        _lab.Kernel.Drops().Should().Equal(new Drop(WebSet, Web1, "too_big", false, 1));
        Backend(Web1).ToBackend.Packets.Should().Be(2);
    }

    [Fact]
    public void A_flow_counts_whatever_became_of_the_packet_that_opened_it()
    {
        _lab.Send(1, Datagram(Client, PacketLab.Vip + ":53", payload: new byte[1500])).Verdict.Should().Be("too_big");
        Frontend(new Slot(2, 1)).Flows.Should().Be(1);
        _lab.Kernel.Flows().Should().ContainSingle();
    }

    [Fact]
    public void Drops_of_frontends_that_are_no_more_make_room()
    {
        _lab.Send(1, Segment(Client, PacketLab.Vip + ":81", Tcp.Syn));
        _lab.Send(1, Segment(Client, Web, Tcp.Ack));
        _lab.Kernel.KeepDropsOf(new HashSet<Slot> { WebSet });
        _lab.Kernel.Drops().Should().ContainSingle().Which.Frontend.Should().Be(WebSet);
    }

    private EndpointTraffic Frontend(Slot slot) => _lab.Kernel.FrontendTraffic([slot])[slot];

    private EndpointTraffic Backend(Slot slot) => _lab.Kernel.BackendTraffic([slot])[slot];
}
