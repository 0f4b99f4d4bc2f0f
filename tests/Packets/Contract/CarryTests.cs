using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AwesomeAssertions;
using Ilb.Datapath;
using Ilb.Datapath.Maps;
using Ilb.Datapath.Upgrades;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Feed;
using Ilb.Model.Snapshots;
using Ilb.Packets.Lab;
using Ilb.Packets.Wire;
using Xunit;

namespace Ilb.Packets.Contract;

/// <summary>Maps of one layout are opened by programs of another.</summary>
public sealed class CarryTests(OtherBuild other) : IClassFixture<OtherBuild>, IDisposable
{
    private const string First = "10.1.0.1:40000", Second = "10.1.0.1:40001", Third = "10.1.0.1:40002";

    private readonly PacketLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Flows_and_what_was_sent_come_over_and_back_field_by_field()
    {
        _lab.Connect(First);
        _lab.Send(1, Frames.Segment("10.1.0.1:7", "10.2.0.9:443", Tcp.Syn));
        var flows = _lab.Kernel.Flows().ToArray();
        var sent = Sent(_lab.Kernel);
        OpenOther();
        using var back = OpenOwn();
        back.Flows().Select(Lasting).Should().Equal(flows.Select(Lasting)).And.ContainSingle().Which.Proven.Should().BeTrue();
        Sent(back).Should().Equal(sent).And.ContainSingle();
    }

    /// <summary>Without the time that passes meanwhile.</summary>
    private static Flow Lasting(Flow flow) => flow with { Idle = TimeSpan.Zero, Age = null };

    [Fact]
    public void Maps_of_the_same_layout_are_kept()
    {
        _lab.Connect(First);
        var before = Maps();
        OpenOther();
        var after = Maps();
        using var back = OpenOwn();
        after.Keys.Should().BeEquivalentTo(before.Keys);
        after.Where(map => map.Value != before[map.Key]).Select(map => map.Key).Should().BeEquivalentTo("flows", "overflow", "sent");
        back.Verdicts()["balanced"].Should().Be(2);
        back.ReadBack().Backends.Should().Equal(_lab.State.Backends);
    }

    /// <summary>Which map is pinned under each name.</summary>
    private Dictionary<string, uint> Maps() => Directory.GetFiles(_lab.Pins).ToDictionary(pin => Path.GetFileName(pin), pin =>
    {
        using var map = PinnedMap.Open(pin);
        return map!.Id;
    });

    [Fact]
    public void Ports_come_over_and_back_field_by_field()
    {
        using var strange = new OtherBuild(("forwarding.h", "struct port {\n    __u32 ifindex;\n    __u32 generation;", "struct port {\n    __u32 generation;\n    __u32 ifindex;"));
        var ports = _lab.Kernel.Ports.All().ToArray();
        KernelState.Open(_lab.Pins, new KernelOptions { ObjectPath = strange.ObjectPath }).Dispose();
        using var back = OpenOwn();
        back.Ports.All().Should().Equal(ports).And.HaveCountGreaterThan(1);
    }

    [Fact]
    public void A_flow_opened_after_the_copy_is_followed_by_the_programs_before_until_it_is_carried_over()
    {
        _lab.Connect(First);
        OpenOther(step =>
        {
            if (step == CarryStep.Copied)
                _lab.Connect(Second);
            if (step == CarryStep.Switched)
                Both(First, Second);
        });
        Both(First, Second);
    }

    [Theory]
    [InlineData("uplink", "198.51.100.7:47002", PacketLab.PublicVip)]
    [InlineData("gateway", "10.2.0.9:47002", PacketLab.Vip)]
    public void So_is_one_from_outside_or_from_a_site(string kind, string client, string vip)
    {
        var isOutside = kind == "uplink";
        _lab.Kernel.Ports.Prepare(isOutside ? Outside.Port : new(10, 1), isOutside ? PortOptions.None : PortOptions.Gateway);
        var verdicts = new List<string>();
        OpenOther(step =>
        {
            if (step == CarryStep.Copied)
                Open();
            if (step == CarryStep.Switched)
                verdicts.Add(Goes());
        });
        verdicts.Append(Goes()).Should().Equal("balanced", "balanced");

        void Open()
        {
            var call = Frames.Segment(client, $"{vip}:80", Tcp.Syn, 1000);
            (isOutside ? _lab.SendFromOutside(call) : _lab.SendFromGateway(10, call)).Verdict.Should().Be("balanced");
            foreach (var server in (uint[])[2, 3])
                _lab.Send(server, Frames.Segment($"10.1.0.{server}:8080", client, Tcp.Syn | Tcp.Ack, 5000, 1001));
        }

        string Goes()
        {
            if (isOutside)
                _lab.PlugInUplink();
            else
                _lab.PlugIn(10);
            return _lab.Run(_lab.Kernel.ProgramNamed(kind + "_entry"), Frames.Segment(client, $"{vip}:80", Tcp.Ack, 1001, 5001)).Verdict;
        }
    }

    [Fact]
    public void A_flow_opened_amid_it_belongs_to_the_new_table()
    {
        OpenOther(step =>
        {
            if (step == CarryStep.Switched)
                AtEntry(1, Frames.Segment(Third, PacketLab.Vip + ":80", Tcp.Syn)).Should().Be("balanced");
        });
        AtEntry(2, Frames.Segment("10.1.0.2:8080", Third, Tcp.Syn | Tcp.Ack, 5000, 1001)).Should().Be("replied");
    }

    [Fact]
    public void What_no_version_knows_is_refused_also_while_flows_are_carried_over()
    {
        var verdict = "";
        OpenOther(step => verdict = step == CarryStep.Switched ? Goes(First) : verdict);
        verdict.Should().Be("no_flow");
    }

    [Fact]
    public void A_full_table_comes_over_whole()
    {
        for (var port = 1; port <= 1500; port++)
            _lab.Connect($"10.1.0.1:{port}");
        var flows = _lab.Kernel.Flows().Count();
        OpenOther();
        using var back = OpenOwn();
        back.Flows().Should().HaveCount(flows);
    }

    [Fact]
    public void What_found_no_room_because_others_were_faster_is_told()
    {
        using var small = new PacketLab(flowBuckets: 1, overflowBuckets: 1);
        for (var port = 1; port <= 15; port++)
            small.Connect($"10.1.0.1:{port}");
        using var opened = KernelState.Open(small.Pins, new KernelOptions { ObjectPath = other.ObjectPath, Reached = Fill });
        opened.LeftBehind.Should().Be(1);

        void Fill(CarryStep step)
        {
            if (step == CarryStep.Copied)
                small.Connect("10.1.0.1:16");
            if (step != CarryStep.Switched)
                return;
            foreach (var flags in (Tcp[])[Tcp.Syn, Tcp.Ack])
                AtEntry(1, Frames.Segment("10.1.0.1:17", PacketLab.Vip + ":80", flags), small).Should().Be("balanced");
        }
    }

    [Fact]
    public void A_table_whose_fields_mean_something_else_is_refused_and_nothing_changes()
    {
        using var strange = new OtherBuild(("flow_value.h", "    __be32 client, called, server;\n", "    __be32 client, called;\n    __be16 server;\n"));
        _lab.Connect(First);
        var open = () => KernelState.Open(_lab.Pins, new KernelOptions { ObjectPath = strange.ObjectPath });
        open.Should().Throw<KernelException>().WithMessage("Cannot carry over map *flows*smaller*ilb down*");
        Goes(First).Should().Be("balanced");
    }

    private void OpenOther(Action<CarryStep>? reached = null) =>
        KernelState.Open(_lab.Pins, new KernelOptions { ObjectPath = other.ObjectPath, Reached = reached ?? (_ => { }) }).Dispose();

    private KernelState OpenOwn() => KernelState.Open(_lab.Pins);

    private void Both(params string[] clients)
    {
        foreach (var client in clients)
        {
            Goes(client).Should().Be("balanced");
            AtEntry(2, Frames.Segment("10.1.0.2:8080", client, Tcp.Ack, 5001, 1001)).Should().Be("replied");
        }
    }

    private string Goes(string client) => AtEntry(1, Frames.Segment(client, PacketLab.Vip + ":80", Tcp.Ack, 1001, 5001));

    private string AtEntry(uint port, byte[] frame, PacketLab? lab = null)
    {
        lab ??= _lab;
        lab.Kernel.Ports.Set(new(port, 1), lab.Port(port));
        return lab.Run(lab.Kernel.Entry, frame).Verdict;
    }

    private static List<string> Sent(KernelState kernel) => [.. new BpfMap<Key, uint>(kernel.Sent, "sent").Entries().Select(Text)];

    private static string Text(KeyValuePair<Key, uint> entry)
    {
        var key = entry.Key;
        ReadOnlySpan<uint> words = key;
        return Convert.ToHexString(MemoryMarshal.AsBytes(words)) + " " + entry.Value;
    }

    [InlineArray(11)]
    private struct Key
    {
        private uint _word;
    }
}
