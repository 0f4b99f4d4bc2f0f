using System.Globalization;
using AwesomeAssertions;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;
using Ilb.Packets.Lab;
using Ilb.Packets.Wire;
using Xunit;
using static Ilb.Packets.Wire.Frames;

namespace Ilb.Packets.Flows;

/// <summary>
/// What the sweep sends when it ends a connection that was idle for too long: to each end, where it is, a reset with the number that
/// it waits for. Real sockets obey it in Traffic/ResetTests; here clients are also in a joined network, beyond a
/// gateway and outside, are members of the set themselves, and speak IPv6.
/// </summary>
public sealed class FarewellTests : IDisposable
{
    private const uint Gateway = 10, PeerClient = 12;
    private static readonly byte[] s_uplink = [2, 0, 0, 0, 0, 254];

    private readonly PacketLab _lab = new(isDualStack: true);
    private readonly LoopbackTap _tap = new();

    public void Dispose()
    {
        _tap.Dispose();
        _lab.Dispose();
    }

    [Fact]
    public void Client_in_the_network_of_its_server_is_told_at_its_own_port()
    {
        ResetsIdle(Tables.Key(PacketLab.Vip, 80, Protocol.Tcp));
        Connect(frame => _lab.Send(1, frame), "10.1.0.1:47001", PacketLab.Vip + ":80", "10.1.0.2:8080");
        Resets(47001).Should().BeEquivalentTo(
            Reset(PacketLab.Vip + ":80", "10.1.0.1:47001", 5001, Mac(1)), Reset("10.1.0.1:47001", "10.1.0.2:8080", 1001, Mac(2)));
    }

    [Fact]
    public void Client_outside_is_told_through_the_uplink_as_the_public_vip()
    {
        ResetsIdle(Tables.Key(PacketLab.PublicVip, 80, Protocol.Tcp) with { Network = Outside.Network });
        Connect(frame => _lab.SendFromOutside(frame), "198.51.100.7:47002", PacketLab.PublicVip + ":80", "10.1.0.2:8080");
        Resets(47002).Should().BeEquivalentTo(
            Reset(PacketLab.PublicVip + ":80", "198.51.100.7:47002", 5001, s_uplink), Reset("198.51.100.7:47002", "10.1.0.2:8080", 1001, Mac(2)));
    }

    [Fact]
    public void Client_beyond_a_gateway_is_told_through_the_gateway()
    {
        ResetsIdle(Tables.Key(PacketLab.Vip, 80, Protocol.Tcp));
        Connect(frame => _lab.SendFromGateway(Gateway, frame), "10.2.0.9:47003", PacketLab.Vip + ":80", "10.1.0.2:8080");
        Resets(47003).Should().BeEquivalentTo(
            Reset(PacketLab.Vip + ":80", "10.2.0.9:47003", 5001, Mac(Gateway)), Reset("10.2.0.9:47003", "10.1.0.2:8080", 1001, Mac(2)));
    }

    [Fact]
    public void Client_in_a_joined_network_is_told_there()
    {
        ResetsIdle(Tables.Key(PacketLab.Vip, 80, Protocol.Tcp));
        Connect(frame => _lab.Send(PeerClient, frame), "10.4.0.12:47004", PacketLab.Vip + ":80", "10.1.0.2:8080");
        Resets(47004).Should().BeEquivalentTo(
            Reset(PacketLab.Vip + ":80", "10.4.0.12:47004", 5001, Mac(PeerClient)), Reset("10.4.0.12:47004", "10.1.0.2:8080", 1001, Mac(2)));
    }

    [Fact]
    public void Member_that_calls_itself_is_told_as_client_and_as_server()
    {
        const string web = PacketLab.Vip + ":92", seen = PacketLab.Vip + ":47007";
        ResetsIdle(Tables.Key(PacketLab.Vip, 92, Protocol.Tcp));
        Connect(frame => _lab.Send(2, frame), "10.1.0.2:47007", web, "10.1.0.2:9292", seen);
        Resets(47007).Should().BeEquivalentTo(
            Reset(web, "10.1.0.2:47007", 5001, Mac(2)), Reset(seen, "10.1.0.2:9292", 1001, Mac(2)));
    }

    [Fact]
    public void Client_and_server_that_speak_ipv6_are_told_in_ipv6()
    {
        _lab.SendsIpv6 = true;
        ResetsIdle(Tables.Key(PacketLab.Vip, 80, Protocol.Tcp));
        Connect(frame => _lab.Send(1, frame), "10.1.0.1:47008", PacketLab.Vip + ":80", "10.1.0.2:8080");
        Resets(47008).Should().BeEquivalentTo(
            Reset(PacketLab.Vip + ":80", "10.1.0.1:47008", 5001, Mac(1)), Reset("10.1.0.1:47008", "10.1.0.2:8080", 1001, Mac(2)));
    }

    [Fact]
    public void Client_of_a_server_that_drained_long_enough_is_told_through_the_uplink_whatever_the_endpoint_says()
    {
        Connect(frame => _lab.SendFromOutside(frame), "198.51.100.7:47005", PacketLab.PublicVip + ":80", "10.1.0.2:8080");
        _lab.SetState(9, BackendState.CutOff);
        Resets(47005, afterSeconds: 0).Should().BeEquivalentTo(
            Reset(PacketLab.PublicVip + ":80", "198.51.100.7:47005", 5001, s_uplink), Reset("198.51.100.7:47005", "10.1.0.2:8080", 1001, Mac(2)));
    }

    [Fact]
    public void Nobody_is_told_where_the_endpoint_does_not_say_so_or_before_the_time_is_over()
    {
        Connect(frame => _lab.SendFromOutside(frame), "198.51.100.7:47006", PacketLab.PublicVip + ":80", "10.1.0.2:8080");
        Resets(47006).Should().BeEmpty();

        ResetsIdle(Tables.Key(PacketLab.Vip, 80, Protocol.Tcp));
        Connect(frame => _lab.SendFromGateway(Gateway, frame), "10.2.0.9:47006", PacketLab.Vip + ":80", "10.1.0.2:8080");
        Resets(47006, afterSeconds: 200).Should().BeEmpty();
        _lab.Kernel.Flows().Should().ContainSingle();
    }

    private void ResetsIdle(FrontendKey key) => _lab.Change(state => state with
    {
        Frontends = state.Frontends.SetItem(key, state.Frontends[key] with { Flags = state.Frontends[key].Flags | FrontendOptions.ResetIdle }),
    });

    /// <summary>By a client that then acknowledged 5001, and a server that acknowledged 1001.</summary>
    /// <param name="seen">The client as the server sees it, where that is not what it is.</param>
    private void Connect(Func<byte[], Outcome> send, string client, string called, string server, string? seen = null)
    {
        send(Segment(client, called, Tcp.Syn)).Verdict.Should().Be("balanced");
        _lab.Send(2, Segment(server, seen ?? client, Tcp.Syn | Tcp.Ack, 5000, 1001)).Verdict.Should().Be("replied");
        send(Segment(client, called, Tcp.Ack, 1001, 5001)).Verdict.Should().Be("balanced");
    }

    private IReadOnlyList<string> Resets(ushort clientPort, uint afterSeconds = 300)
    {
        _lab.Clock.Pass(afterSeconds);
        _lab.Kernel.Sweep();
        return _tap.Seen(clientPort);
    }

    private string Reset(string from, string to, uint number, byte[] mac)
    {
        var frame = Segment(from, to, Tcp.Rst, number).To(mac);
        return Convert.ToHexString(_lab.SendsIpv6 ? frame.InIpv6() : frame);
    }

    private static byte[] Mac(uint port) => Wire.Frames.Mac(System.Net.IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"10.0.0.{port}")));
}
