using AwesomeAssertions;
using Ilb.ControlPlane.Plans;
using Ilb.ControlPlane.Status;
using Ilb.Status;
using Xunit;

namespace Ilb.Unit.Program;

public sealed class PlanScreenTests
{
    private static readonly PlanReport Empty = new("id", DateTimeOffset.UnixEpoch, 7, false, "Nothing changes.", [], [], [], [], null, []);

    [Fact]
    public void Where_nothing_changes_it_is_a_line() => Lines(Empty).Should().Equal("Nothing changes.");

    [Fact]
    public void What_comes_changes_and_goes_has_a_sign() => Lines(Empty with
    {
        Changes =
        [
            new("add", "machine", "web/[web3]", ["address: 10.0.0.7", "size: Small"]),
            new("change", "set", "web/first", ["idle timeout: 4 min → 10 min", "distribution: none → sourceIP"]),
            new("remove", "backend", "web2/ep of web/first", []),
        ],
        Addresses = [new(true, "10.0.0.7", "net", "machine web/[web3]"), new(false, "10.0.0.5", "net", "machine web/web2")],
    }).Should().ContainMatch("*+ * machine * web/?web3? * address: 10.0.0.7, size: Small").And.ContainMatch("*~ * set * web/first * idle timeout: 4 min → 10 min")
        .And.ContainMatch("* distribution: none → sourceIP").And.ContainMatch("*- * backend * web2/ep of web/first*")
        .And.ContainMatch("*+ * 10.0.0.7 * net * machine web/?web3?").And.ContainMatch("*- * 10.0.0.5 *");

    [Fact]
    public void Tables_and_connections_are_counted_and_named() => Lines(Empty with
    {
        Tables = [new("web/first", 4_099, 4_099, 1_400, 34.2, 1_366, 33.3), new("web/grown", 4_099, 16_411, 13_000, 79.2, 3_000, 18.3)],
        Flows = new(
            3, [new("kept", null, 2), new("ends", "web/web2 is removed", 1)],
            [
                new("ends", "web/web2 is removed", new FlowLine(
                    "net", "tcp", "10.0.1.4:40000", "clients/client1", null, "10.0.0.6:100", false, "web/first", "web/web2", "10.0.0.5:8080", "established", 3, 240, 60, 10, 999, 20, 5_000)),
            ]),
        Traffic = ["1 of 3 connections ends: web/web2 is removed."],
    }).Should().ContainMatch("*web/first * 4,099 * 1,400 (34.2 %) * 1,366 (33.3 %)").And.ContainMatch("*web/grown * 4,099 → 16,411 * 13,000 (79.2 %) *")
        .And.ContainMatch("*10.0.1.4:40000 clients/client1 * tcp 10.0.0.6:100 * 10.0.0.5:8080 web/web2 * ends * web/web2 is removed")
        .And.Contain("1 of 3 connections ends: web/web2 is removed.");

    [Fact]
    public void What_was_refused_is_named_with_its_line_and_a_stale_plan_says_so()
    {
        var lines = Lines(Empty with { IsStale = true, Problems = [new("0", "Add-AzureEndpoint", "/a.ps1:12", "BadRequest", "Port 0 is none.")] });
        lines.Should().Contain("refused Add-AzureEndpoint at /a.ps1:12: Port 0 is none.");
        lines.Should().ContainMatch("The subscription has changed since the plan began (revision 7): plan again.");
        lines.Should().EndWith("Nothing changes. What was refused is not in it: 1 error.");
    }

    private static string[] Lines(PlanReport report) => Screen.Lines(console => PlanScreen.Show(console, report));
}
