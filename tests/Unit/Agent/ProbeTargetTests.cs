using System.Collections.Immutable;
using System.Net;
using AwesomeAssertions;
using Ilb.Agent.Probes;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.Unit.Agent;

public sealed class ProbeTargetTests
{
    private static readonly ProbeEntry Probe = new(100, null, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(31));

    [Fact]
    public void Every_backend_of_this_node_is_probed_through_its_own_port()
    {
        var targets = ProbeTarget.Of(Snapshot(Machine(1), Machine(2)), 1);

        targets.Values.Select(target => target.Device).Should().BeEquivalentTo(["p1.1", "p2.1"]);
        targets[new Slot(2, 7)].Address.Should().Be(IPAddress.Parse("10.1.0.5"));
    }

    [Fact]
    public void Draining_machine_is_probed_and_a_stopped_one_is_not()
    {
        var targets = ProbeTarget.Of(
            Snapshot(Machine(1) with { Power = MachinePower.Draining }, Machine(2) with { Power = MachinePower.Stopped }), 1);

        targets.Keys.Should().Equal(new Slot(1, 7));
    }

    [Fact]
    public void Machine_of_another_node_is_probed_there() =>
        ProbeTarget.Of(Snapshot(Machine(1), Machine(2) with { Node = 2 }), 1).Keys.Should().Equal(new Slot(1, 7));

    [Fact]
    public void Set_without_a_probe_has_no_target()
    {
        var snapshot = Snapshot(Machine(1));

        ProbeTarget.Of(snapshot with { Sets = [snapshot.Sets[0] with { Probe = null }] }, 1).Should().BeEmpty();
    }

    [Fact]
    public void Restarted_machine_is_a_changed_target() =>
        ProbeTarget.Of(Snapshot(Machine(1) with { Restarts = 1 }), 1)[new Slot(1, 7)]
            .Should().NotBe(ProbeTarget.Of(Snapshot(Machine(1)), 1)[new Slot(1, 7)]);

    [Theory]
    [InlineData("HTTP/1.1 200 OK", null)]
    [InlineData("HTTP/1.0 200", null)]
    [InlineData("HTTP/1.1 503 Service Unavailable", "status 503")]
    [InlineData("HTTP/1.1 302 Found", "status 302")]
    [InlineData("HTTP/1.1 204 No Content", "status 204")]
    [InlineData("", "closed without an answer")]
    [InlineData("SSH-2.0-OpenSSH_9.2", "no HTTP")]
    public void Only_status_200_is_healthy(string statusLine, string? failure) => ProbeAttempt.Judge(statusLine).Should().Be(failure);

    private static Snapshot Snapshot(params ImmutableArray<MachineEntry> machines) => Model.Snapshots.Snapshot.Empty with
    {
        Machines = machines,
        Sets =
        [
            new SetEntry(
                new Slot(1, 1), 1, IPAddress.Parse("10.1.0.100"), Protocol.Tcp, 80, "MyWebsite1/web", 2003, Distribution.FiveTuple,
                TimeSpan.FromMinutes(4), false, Probe,
                [.. machines.Select(m => new BackendEntry(new Slot(m.Port.Index, 7), m.FullName, m.Port.Index, m.Address, 100, BackendState.Up, 100))]),
        ],
    };

    private static MachineEntry Machine(uint slot) => new(
        new Slot(slot, 1), Guid.Empty, "MyWebsite1", $"web{slot}", 1, 1, IPAddress.Parse($"10.1.0.{slot + 3}"),
        Ipv4Prefix.Parse("10.1.0.0/24"), MachinePower.Running, "ilb-responder", "Small", []);

    [Theory]
    [InlineData(15, 31, 33)]
    [InlineData(10, 31, 33)]
    [InlineData(5, 11, 13)]
    [InlineData(60, 31, 63)]
    [InlineData(2, 2, 4)]
    public void Silence_is_found_within_the_intervals_that_it_takes_and_the_wait_of_the_last_probe(int interval, int timeout, int seconds) =>
        new ProbeEntry(100, null, TimeSpan.FromSeconds(interval), TimeSpan.FromSeconds(timeout)).FoundDownWithin
            .Should().Be(TimeSpan.FromSeconds(seconds));
}
