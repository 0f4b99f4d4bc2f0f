using System.Net;
using System.Net.Sockets;
using AwesomeAssertions;
using Ilb.Checks;
using Xunit;

namespace Ilb.Unit.Program;

public sealed class CheckTests
{
    [Theory]
    [InlineData("6.18", "Linux 6.18, programs attached through tcx")]
    [InlineData("6.6", "Linux 6.6, programs attached through tcx (untested: tests ran on Linux 6.18 only)")]
    [InlineData("6.1", "Linux 6.1, programs attached through clsact (untested: tests ran on Linux 6.18 only)")]
    public void Kernel_is_named_with_the_way_programs_are_attached(string version, string detail) =>
        Kernel.Check(Version.Parse(version)).Should().Be(CheckResult.Good("kernel", detail));

    [Fact]
    public void Kernel_that_is_too_old_is_refused_with_the_one_to_use()
    {
        var check = Kernel.Check(new Version(5, 15));
        check.Outcome.Should().Be(CheckOutcome.Bad);
        check.Fix.Should().Contain("6.1");
    }

    [Fact]
    public void Port_in_use_is_refused_with_the_command_that_shows_by_whom()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var check = ListenPort.Check("metrics", new IPEndPoint(IPAddress.Loopback, port), "--metrics");
        check.Outcome.Should().Be(CheckOutcome.Bad);
        check.Fix.Should().Contain($"sport = {port}").And.Contain("--metrics");
    }

    [Fact]
    public void Host_without_strongSwan_runs_ilb_without_gateways()
    {
        StrongSwan.Check(["strongswan-charon", "strongswan-swanctl"]).Should().Be(CheckResult.Limited(
            "gateways", "strongSwan is not installed: no tunnels to other sites", "apt-get install strongswan-charon strongswan-swanctl"));
        StrongSwan.Check([]).Outcome.Should().Be(CheckOutcome.Good);
    }

    [Fact]
    public void Every_check_has_a_name_of_its_own_and_every_failure_a_fix()
    {
        var listen = new IPEndPoint(IPAddress.Loopback, 0);
        var checks = HostChecks.Run("/nonexistent/ilb", listen, metrics: listen).ToList();
        checks.Select(check => check.Name).Should().OnlyHaveUniqueItems().And.Contain(
            ["root", "kernel", "BTF", "bpffs", "libbpf", "cgroups", "namespaces", "gateways", "port", "metrics", "leftovers"]);
        checks.Where(check => check.Outcome == CheckOutcome.Bad).Should().OnlyContain(check => check.Fix != null);
    }
}
