using System.Collections.Immutable;
using AwesomeAssertions;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;
using Ilb.Packets.Lab;
using Xunit;
using static Ilb.Packets.Wire.Frames;

namespace Ilb.Packets.Flows;

/// <summary>A client stays with its backend for 600 s after its last new flow, whatever the table says.</summary>
public sealed class AffinityTests : IDisposable
{
    private const string Dns = PacketLab.Vip + ":53";
    private readonly PacketLab _lab = new();
    private int _port = 40000;

    public AffinityTests()
    {
        var key = Tables.Key(PacketLab.Vip, 53, Protocol.Udp);
        _lab.Change(state => state with { Frontends = state.Frontends.SetItem(key, state.Frontends[key] with { AffinitySeconds = 600 }) });
        _lab.UseOnly(2, 2);
        Call().Should().Be(2);
        _lab.UseOnly(2, 3);
    }

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void It_is_each_client_s_own() =>
        (Call(), Call("10.1.0.4", 4), Call("10.1.0.4", 4), Call()).Should().Be((2u, 3u, 3u, 2u));

    [Fact]
    public void It_lasts_from_the_last_new_flow_and_no_longer()
    {
        _lab.Clock.Pass(500);
        Call().Should().Be(2);
        _lab.Clock.Pass(500);
        Call().Should().Be(2);
        _lab.Clock.Pass(602);
        Call().Should().Be(3);
        _lab.UseOnly(2, 2);
        Call().Should().Be(3, "that is its backend now");
    }

    [Fact]
    public void A_backend_that_takes_no_flows_is_left_for_good()
    {
        _lab.SetState(2, BackendState.Down, keepTable: true);
        Call().Should().Be(3);
        _lab.SetState(2, BackendState.Up, keepTable: true);
        Call().Should().Be(3);
    }

    [Theory]
    [InlineData(BackendState.Down)]
    [InlineData(BackendState.Draining)]
    public void Who_drains_or_is_down_keeps_no_client(BackendState state)
    {
        _lab.SetState(2, state, keepTable: true);
        Call().Should().Be(3);
    }

    [Fact]
    public void Another_tenant_of_the_backend_s_slot_inherits_none()
    {
        _lab.Change(state => state with { Backends = state.Backends.SetItem(2, state.Backends[2] with { Generation = 2 }) });
        Call().Should().Be(3);
    }

    [Fact]
    public void Without_a_timeout_the_table_decides()
    {
        var key = Tables.Key(PacketLab.Vip, 53, Protocol.Udp);
        _lab.Change(state => state with { Frontends = state.Frontends.SetItem(key, state.Frontends[key] with { AffinitySeconds = 0 }) });
        Call().Should().Be(3);
    }

    /// <summary>From another L4 port each time: which backend's port it goes to.</summary>
    private uint Call(string client = "10.1.0.1", uint port = 1) => _lab.Send(port, Datagram($"{client}:{_port++}", Dns)).ToPort;
}
