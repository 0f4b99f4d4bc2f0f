using System.Net;
using AwesomeAssertions;
using Ilb.Agent;
using Ilb.Agent.Machines;
using Ilb.Model.Addressing;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.Unit.Agent;

public sealed class SizeLimitsTests
{
    private static readonly MachineEntry Small = new(
        new Slot(3, 1), Guid.Empty, "MyWebsite1", "web1", 1, 1, IPAddress.Parse("10.1.0.4"), Ipv4Prefix.Parse("10.1.0.0/24"),
        MachinePower.Running, "ilb-responder", "Small", []);

    [Fact]
    public void In_the_unified_hierarchy_a_machine_joins_only_the_leaf()
    {
        var installation = new Installation("/var/lib/ilb");

        var limits = SizeLimits.Of(installation, Small, unified: true);

        limits.Where(limit => limit.Values.ContainsKey("cgroup.subtree_control")).Should().OnlyContain(
            limit => !limit.Joined, "a group that hands on its controllers may hold no process");
        limits.Where(limit => limit.Joined).Should().ContainSingle().Which.Directory.Should().Be($"/sys/fs/cgroup/{installation.Name}/3.1");
    }

    [Fact]
    public void In_separate_hierarchies_a_machine_joins_every_group() =>
        SizeLimits.Of(new Installation("/var/lib/ilb"), Small, unified: false).Should().OnlyContain(limit => limit.Joined);
}
