using System.Net;
using AwesomeAssertions;
using Ilb.ControlPlane.Status;
using Ilb.Forward;
using Xunit;
using static Ilb.Unit.Program.Reports;

namespace Ilb.Unit.Program;

public sealed class StandpointTests
{
    private static readonly IPEndPoint Target = IPEndPoint.Parse("10.0.0.6:100");
    private static readonly VipStatus Ours = Vip("10.0.0.6", "net", 100, "web/web1");

    [Fact]
    public void Machine_of_the_network_that_is_no_member_is_chosen() =>
        Found(Of([Ours], Machine("web/web1", "net"), Machine("far/web2", "other"), Machine("clients/c1", "net"))).Should().Be("clients/c1");

    [Fact]
    public void Member_of_another_set_of_the_vip_is_chosen() =>
        Found(Of([Ours with { Sets = [.. Ours.Sets, .. Vip("10.0.0.6", "net", 200, "web/web2").Sets] }], Machine("web/web1", "net"), Machine("web/web2", "net")))
            .Should().Be("web/web2");

    [Fact]
    public void Machine_that_does_not_run_is_not_chosen() =>
        Problem(Of([Ours], Machine("web/web1", "net"), Machine("clients/c1", "net", "stopped"))).Should().StartWith("net has no running machine but the members");

    [Fact]
    public void Unknown_vip_is_answered_with_those_there_are() =>
        Problem(Of([Vip("10.0.0.9", "net", 100)])).Should().Contain("there is no VIP 10.0.0.6; there are 10.0.0.9.");

    [Fact]
    public void Vip_that_two_networks_have_needs_a_choice() =>
        Problem(Of([Ours, Vip("10.0.0.6", "twin", 100)])).Should().Be("net and twin both have a VIP 10.0.0.6: say from where with --from MACHINE.");

    [Theory]
    [InlineData("c1", 100, null)]
    [InlineData("c1", 999, "10.0.0.6 does not serve TCP port 999; it serves tcp 100.")]
    [InlineData("web1", 100, "web1 is a backend of 10.0.0.6:100, and a member can't call its own set: give another --from.")]
    [InlineData("far1", 100, "far1 is in other, where nobody has 10.0.0.6; it is a VIP in net.")]
    [InlineData("unknown", 100, null)]
    public void Machine_that_was_named_is_refused_where_it_can_not_call(string from, int port, string? problem) =>
        Standpoint.Check(
            Of([Ours], Machine("web/web1", "net"), Machine("far/far1", "other"), Machine("clients/c1", "net")),
            new IPEndPoint(Target.Address, port),
            from).Should().Be(problem);

    [Fact]
    public void Port_that_the_vip_does_not_serve_is_answered_with_those_it_does() =>
        Problem(Of([Vip("10.0.0.6", "net", 200)])).Should().Be("10.0.0.6 does not serve TCP port 100; it serves tcp 200.");

    [Fact]
    public void Public_vip_is_reached_from_no_machine_whether_one_is_named_or_not()
    {
        var report = Of([Vip("10.0.0.6", VipStatus.OutsideName, 100)], Machine("clients/c1", "net"));
        Problem(report).Should().StartWith("10.0.0.6 is a public VIP, which no machine reaches: call 10.0.0.6:100 from");
        Standpoint.Check(report, Target, "c1").Should().Be(Problem(report));
    }

    private static string? Found(StatusReport report)
    {
        Standpoint.Find(report, Target, out var machine).Should().BeNull();
        return machine;
    }

    private static string? Problem(StatusReport report)
    {
        var problem = Standpoint.Find(report, Target, out var machine);
        machine.Should().BeNull();
        return problem;
    }
}
