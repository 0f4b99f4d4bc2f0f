using System.Net;
using AwesomeAssertions;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Ilb.Packets.Lab;
using Xunit;
using static Ilb.Packets.Lab.Tables;
using static Ilb.Packets.Wire.Frames;
using Tcp = Ilb.Packets.Wire.Tcp;

namespace Ilb.Packets.Flows;

/// <summary>Where a machine was found before is only where it is looked for first.</summary>
public sealed class HintTests : IDisposable
{
    private const string Client = "10.1.0.1:40000", Server = "10.1.0.2:8080";

    private readonly PacketLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Machines_that_changed_their_ports_are_found_there()
    {
        ToPort("10.1.0.4").Should().Be(4);
        ToPort("10.1.0.4").Should().Be(4, "it was there before");
        Move("10.1.0.4", 5);
        Move("10.1.0.5", 4);
        ToPort("10.1.0.4").Should().Be(5);
        ToPort("10.1.0.5").Should().Be(4);
    }

    [Fact]
    public void Answers_follow_a_client_that_changed_its_port()
    {
        _lab.Connect(Client);
        Answer().Should().Be(("replied", 1));
        Answer().Should().Be(("replied", 1));
        Move("10.1.0.9", 1);
        Move("10.1.0.1", 9);
        Answer().Should().Be(("replied", 9));
    }

    /// <summary>Routes change before the ports that go are closed.</summary>
    [Fact]
    public void A_route_counts_at_once_though_the_port_before_is_still_there()
    {
        ToPort("10.1.0.4").Should().Be(4);
        Move("10.1.0.4", 5);
        ToPort("10.1.0.4").Should().Be(5);
    }

    [Fact]
    public void Who_has_no_route_is_nobody_though_the_port_is_still_there()
    {
        ToPort("10.1.0.4").Should().Be(4);
        _lab.Change(state => state with { Routes = state.Routes.Remove(new(Network, Address("10.1.0.4"))) });
        _lab.Send(1, Segment(Client, "10.1.0.4:22", Tcp.Syn)).Verdict.Should().Be("no_machine");
    }

    /// <summary>Else all of this would be true without hints.</summary>
    [Fact]
    public void A_machine_that_was_sent_to_is_found_without_its_route()
    {
        ToPort("10.1.0.4").Should().Be(4);
        _lab.Kernel.MapNamed<RouteKey, RouteValue>("routes").Remove(new(Network, Address("10.1.0.4")));
        ToPort("10.1.0.4").Should().Be(4);
        _lab.Send(1, Segment(Client, "10.1.0.5:22", Tcp.Syn)).Verdict.Should().Be("delivered");
    }

    /// <summary>All addresses of the subnet have fewer places for hints than there are addresses.</summary>
    [Fact]
    public void Machines_whose_hints_have_the_same_place_are_told_apart()
    {
        var four = PlaceOf("10.1.0.4");
        var twin = Enumerable.Range(256, 65_000).Select(i => $"10.1.{i / 256}.{i % 256}").First(address => PlaceOf(address) == four);
        Move(twin, 6);
        for (var i = 0; i < 3; i++)
        {
            ToPort("10.1.0.4").Should().Be(4);
            ToPort(twin).Should().Be(6);
        }
    }

    private uint ToPort(string address)
    {
        var outcome = _lab.Send(1, Segment(Client, address + ":22", Tcp.Syn));
        outcome.Verdict.Should().Be("delivered");
        return outcome.ToPort;
    }

    private (string Verdict, uint ToPort) Answer()
    {
        var outcome = _lab.Send(2, Segment(Server, Client, Tcp.Ack));
        return (outcome.Verdict, outcome.ToPort);
    }

    private void Move(string address, uint to)
    {
        _lab.Kernel.Ports.Set(new Slot(to, 1), _lab.Port(to) with { Address = Address(address) });
        _lab.Change(state => state with { Routes = state.Routes.SetItem(new(Network, Address(address)), new(RouteKind.Port, to, 1500)) });
    }

    /// <summary>As bpf/route.h says.</summary>
    private static uint PlaceOf(string address) => unchecked((Network + BitConverter.ToUInt32(IPAddress.Parse(address).GetAddressBytes())) * 0x9e3779b1) >> 18;
}
