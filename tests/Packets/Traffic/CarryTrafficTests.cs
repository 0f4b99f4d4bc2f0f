using AwesomeAssertions;
using Ilb.Datapath;
using Ilb.Datapath.Upgrades;
using Ilb.Forwarding;
using Ilb.Model.Addressing;
using Ilb.Packets.Lab;
using Xunit;

namespace Ilb.Packets.Traffic;

/// <summary>Versions whose maps have another layout follow one another while machines talk, and one is killed amid it.</summary>
public sealed class CarryTrafficTests(OtherBuild other) : IClassFixture<OtherBuild>
{
    private const string Vip = "10.1.0.100";

    public static TheoryData<CarryStepName, bool> Kills
    {
        get
        {
            var kills = new TheoryData<CarryStepName, bool>();
            foreach (var step in Enum.GetValues<CarryStepName>())
            {
                kills.Add(step, true);
                kills.Add(step, false);
            }

            return kills;
        }
    }

    [Theory]
    [InlineData(AttachMode.Tcx)]
    [InlineData(AttachMode.Clsact)]
    public void Nothing_is_lost_when_versions_of_other_layouts_follow_one_another(AttachMode mode)
    {
        using var net = Net(mode);
        using var traffic = new EchoTraffic(net, Vip, 5201);
        traffic.GoOn().Should().BeEmpty();
        for (var i = 0; i < 2; i++)
        {
            net.Restart(mode, other.ObjectPath);
            traffic.GoOn().Should().BeEmpty();
            net.Restart(mode);
            traffic.GoOn().Should().BeEmpty();
        }

        net.Kernel.Flows().Count(flow => flow.Protocol == Protocol.Tcp && flow is { Proven: true, Closed: false }).Should().BeGreaterThanOrEqualTo(8);
        net.Kernel.Verdicts().Should().Contain("no_flow", 0).And.Contain("no_program", 0);
        Directory.Exists(Path.Combine(net.Pins, "next")).Should().BeFalse();
    }

    [Theory]
    [InlineData(AttachMode.Tcx)]
    [InlineData(AttachMode.Clsact)]
    public void Another_version_takes_the_place_of_the_one_before_at_each_interface_and_none_is_without_one_meanwhile(AttachMode mode)
    {
        using var net = Net(mode);
        using var filters = new FilterWatch(net.Hub);
        var before = net.Links();

        net.Restart(mode, other.ObjectPath);

        var after = net.Links();
        after.Select(hook => (hook.Pin, hook.Link)).Should().Equal(before.Select(hook => (hook.Pin, hook.Link)));
        after.Select(hook => hook.Program).Should().NotIntersectWith(before.Select(hook => hook.Program));
        before.Should().HaveCount(mode == AttachMode.Tcx ? 3 : 0);
        filters.Seen().Should().Equal(Enumerable.Repeat(FilterChange.FilterSet, mode == AttachMode.Tcx ? 0 : 3));
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public void A_version_that_is_killed_while_it_carries_over_ends_nothing_and_the_next_start_repairs(CarryStepName at, bool upgrades)
    {
        using var net = Net(AttachMode.Best);
        using var traffic = new EchoTraffic(net, Vip, 5201);
        traffic.GoOn().Should().BeEmpty();
        var start = () => net.Restart(AttachMode.Best, other.ObjectPath, step => Kill(step, at));
        start.Should().Throw<OperationCanceledException>();
        Directory.Exists(Path.Combine(net.Pins, "next")).Should().BeTrue();
        traffic.GoOn().Should().BeEmpty();
        net.Restart(AttachMode.Best, upgrades ? other.ObjectPath : null);
        traffic.GoOn().Should().BeEmpty();
        Directory.Exists(Path.Combine(net.Pins, "next")).Should().BeFalse();
        net.Restart(AttachMode.Best);
        traffic.GoOn().Should().BeEmpty();
        net.Kernel.Verdicts().Should().Contain("no_flow", 0).And.Contain("no_program", 0);
    }

    /// <summary>Twin of <see cref="CarryStep"/>, which is not public.</summary>
    public enum CarryStepName
    {
        Copied,
        Switched,
        Carried,
    }

    private static void Kill(CarryStep reached, CarryStepName at)
    {
        if (reached.ToString() == at.ToString())
            throw new OperationCanceledException();
    }

    private static Topology Net(AttachMode mode) => new(3, mode, new Tables()
        .Subnet("10.1.0.0/16").Machine(1, "10.1.0.1").Machine(2, "10.1.0.2").Machine(3, "10.1.0.3")
        .Set(1, Vip, 80, Protocol.Tcp, (1, 2, "10.1.0.2", 5201))
        .Set(2, Vip, 53, Protocol.Udp, (2, 2, "10.1.0.2", 5201)).State);
}
