using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.Datapath;
using Ilb.Model.Addressing;
using Ilb.Packets.Lab;
using Xunit;
using static Ilb.Packets.Wire.Frames;
using Tcp = Ilb.Packets.Wire.Tcp;

namespace Ilb.Packets.Traffic;

/// <summary>
/// Frames that a test run can't give to the program as a device does: it takes none that is shorter than its headers, and before the program sees
/// a VLAN tag the kernel has taken it out of the frame.
/// </summary>
public sealed class RawFrameTests(RawFrameTests.TwoMachines net) : IClassFixture<RawFrameTests.TwoMachines>
{
    private const string Client = "10.1.0.1:40000", Server = "10.1.0.2:8080";

    private static readonly byte[] s_call = Segment(Client, Server, Tcp.Syn);

    private static readonly Dictionary<string, (byte[] Frame, string Verdict)> s_rows = new()
    {
        ["a VLAN tag"] = ([.. s_call[..12], 0x81, 0, 0, 7, .. s_call[12..]], "vlan_tagged"),
        ["a VLAN tag of a provider"] = ([.. s_call[..12], 0x88, 0xa8, 0, 7, .. s_call[12..]], "vlan_tagged"),
        ["two VLAN tags"] = ([.. s_call[..12], 0x88, 0xa8, 0, 7, 0x81, 0, 0, 8, .. s_call[12..]], "vlan_tagged"),
        ["no IP header"] = (s_call[..14], "truncated"),
        ["half an IP header"] = (s_call[..24], "truncated"),
        ["an IP header less one byte"] = (s_call[..33], "truncated"),
        ["half a TCP header"] = (s_call[..44], "bad_length"),
        ["ARP that is cut off"] = (Arp(1, "10.1.0.1", "10.1.0.77")[..30], "truncated"),
        ["nothing wrong"] = (Segment(Client, "10.1.0.9:22", Tcp.Syn), "no_machine"),
    };

    public static TheoryData<string> Names => [.. s_rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Frame_has_its_verdict(string name)
    {
        var (frame, verdict) = s_rows[name];
        var (kernel, machine) = (net.Topology.Kernel, net.Topology.Machine(1));
        var device = Device.Of(machine);
        using var socket = Namespaces.In(machine, () => new Socket(AddressFamily.Packet, SocketType.Raw, (ProtocolType)0));
        var before = kernel.Verdicts()[verdict];
        socket.SendTo(frame, device).Should().Be(frame.Length);
        SpinWait.SpinUntil(() => kernel.Verdicts()[verdict] > before, TimeSpan.FromSeconds(5));
        kernel.Verdicts()[verdict].Should().Be(before + 1);
    }

    public sealed class TwoMachines : IDisposable
    {
        internal Topology Topology { get; } =
            new(2, AttachMode.Best, new Tables().Subnet("10.1.0.0/16").Machine(1, "10.1.0.1").Machine(2, "10.1.0.2").State);

        public void Dispose() => Topology.Dispose();
    }

    /// <summary>The machine's interface as packet(7) names it: struct sockaddr_ll with its index.</summary>
    private sealed class Device(int index) : EndPoint
    {
        private const int Bytes = 20, IndexAt = 4;

        public override AddressFamily AddressFamily => AddressFamily.Packet;

        public static Device Of(string machine) =>
            new(int.Parse(Command.Run($"ip -n {machine} -o link show eth0").Split(':')[0], CultureInfo.InvariantCulture));

        public override SocketAddress Serialize()
        {
            var address = new SocketAddress(AddressFamily.Packet, Bytes);
            BinaryPrimitives.WriteInt32LittleEndian(address.Buffer.Span[IndexAt..], index);
            return address;
        }
    }
}
