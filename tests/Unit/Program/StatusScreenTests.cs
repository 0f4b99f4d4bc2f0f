using AwesomeAssertions;
using Ilb.ControlPlane.Status;
using Ilb.Status;
using Xunit;
using static Ilb.Unit.Program.Reports;

namespace Ilb.Unit.Program;

public sealed class StatusScreenTests
{
    private static readonly StatusReport Report =
        Of([Vip("10.0.0.6", "net", 100, "web/web1")], Machine("web/web1", "net"), Machine("web/[odd]", "net", "failed"));

    [Fact]
    public void Verdict_is_the_first_line_and_limitations_the_last() =>
        Lines(Report).Should().StartWith("the verdict").And.EndWith("note: no limits");

    [Fact]
    public void Backends_have_address_health_and_flows() =>
        Lines(Report).Should().ContainMatch("*web/web1*10.0.0.4:80*up*3*");

    [Fact]
    public void Access_list_says_who_may_call_and_how_many_packets_it_denied() =>
        Lines(Report).Should().Contain("    access: 100 permit 10.0.1.0/24; nobody else; 1,200 packets denied (verdict acl_denied)");

    [Fact]
    public void Failed_machine_says_why_whatever_its_name() =>
        Lines(Report).Should().ContainMatch("*web/[odd]*failed: no such command*");

    [Fact]
    public void Tunnels_have_state_bytes_and_why_they_are_not_up()
    {
        var gateway = new GatewayStatus("net", "10.0.255.4", "203.0.113.4", 1, "userspace",
        [
            new("hq", "198.51.100.1", ["10.9.0.0/24", "10.8.0.0/24"], true, "Connecting", 1200, 0, null, "no answer"),
            new("[odd]", null, [], false, "NotConnected", 0, 0, null, null),
        ]);
        Lines(Report with { Gateways = [gateway] }).Should()
            .Contain("203.0.113.4 gateway of net, 10.0.255.4 inside, encrypts in userspace")
            .And.ContainMatch("*hq*198.51.100.1*10.9.0.0/24, 10.8.0.0/24*connecting*1,200 bytes*0 bytes*no answer*")
            .And.ContainMatch("*[odd]*disconnected*");
        Lines(Report with { Gateways = [gateway with { IsTransit = true }] }).Should()
            .Contain("203.0.113.4 gateway of net, 10.0.255.4 inside, encrypts in userspace; its sites reach each other through it");
        Lines(Report with { Gateways = [gateway with { Encryption = "kernel" }] }).Should().Contain("203.0.113.4 gateway of net, 10.0.255.4 inside, encrypts in the kernel");
    }

    [Fact]
    public void Verdicts_appear_only_when_asked_for()
    {
        Lines(Report).Should().NotContainMatch("*delivered*");
        Lines(Report, verdicts: true).Should().ContainMatch("*delivered*1*200*to a machine of the network, as it is*");
    }

    private static string[] Lines(StatusReport report, bool verdicts = false) =>
        Screen.Lines(console => StatusScreen.Show(console, report, verdicts, operations: false));
}
