using System.Globalization;
using AwesomeAssertions;
using Ilb.ControlPlane.Status;
using Ilb.Datapath;
using Ilb.Model.Feed;
using Ilb.Watching;
using Xunit;
using static Ilb.Unit.Program.Reports;

namespace Ilb.Unit.Program;

/// <summary>What `ilb watch` tells of two looks at the status.</summary>
public sealed class DifferencesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2014-05-20T12:00:00Z", CultureInfo.InvariantCulture);

    private static readonly StatusReport Before = Of([Vip("10.0.0.6", "net", 100, "web/web1", "web/web2")]) with { Applied = 7 };

    [Fact]
    public void Nothing_happens_where_nothing_changed() => Differences.Between(Before, Before with { }, Now).Should().BeEmpty();

    [Fact]
    public void Packets_that_did_not_arrive_are_told_with_the_meaning_and_delivered_ones_are_not()
    {
        var before = Before with { Verdicts = new Dictionary<string, ulong> { ["delivered"] = 5, ["no_backend"] = 10 } };
        var after = Before with { Verdicts = new Dictionary<string, ulong> { ["delivered"] = 9, ["no_backend"] = 12, ["own_set"] = 1 } };
        Differences.Between(before, after, Now).Should().SatisfyRespectively(
            drop =>
            {
                drop.Text.Should().Be("no_backend: 2 packets, to a set of which no backend takes flows now");
                (drop.At, drop.Kind, drop.Verdict, drop.Packets).Should().Be((Now, "drop", "no_backend", 2UL));
            },
            drop => drop.Text.Should().Be("own_set: 1 packet, from a member to the set it belongs to"));
    }

    [Fact]
    public void Every_verdict_that_no_packet_arrives_with_is_watched()
    {
        var after = Before with { Verdicts = Verdict.Names.ToDictionary(name => name, _ => 2000UL) };
        Differences.Between(Before, after, Now).Select(drop => drop.Verdict).Should()
            .BeEquivalentTo(Verdict.Names.Except(["delivered", "balanced", "replied", "icmp_translated", "fragment_followed", "arp_answered", "nd_answered", "vip_ping", "probe_reply"]));
    }

    [Fact]
    public void A_counter_that_began_anew_is_no_negative_number()
    {
        var before = Before with { Verdicts = new Dictionary<string, ulong> { ["no_backend"] = 10 } };
        var after = Before with { Verdicts = new Dictionary<string, ulong> { ["no_backend"] = 3 } };
        Differences.Between(before, after, Now).Single().Packets.Should().Be(3);
    }

    [Fact]
    public void Where_nobody_counted_before_nothing_is_new()
    {
        var silent = Before with { Verdicts = new Dictionary<string, ulong>() };
        var after = Before with { Verdicts = new Dictionary<string, ulong> { ["no_backend"] = 3 } };
        Differences.Between(silent, after, Now).Should().BeEmpty();
        Differences.Between(after, silent, Now).Should().BeEmpty();
    }

    [Fact]
    public void A_backend_that_goes_down_is_named_with_the_reason_and_one_that_comes_up_with_none()
    {
        var down = With(backend => backend.Machine == "web/web1" ? backend with { Health = "down", Reason = "refused :80 3 times" } : backend);
        Differences.Between(Before, down, Now).Single().Text.Should().Be("web/web1 of web/set (tcp 10.0.0.6:100) is down: refused :80 3 times");
        var up = Differences.Between(down, Before, Now).Single();
        (up.Text, up.Machine, up.Set, up.Health, up.Reason).Should().Be(("web/web1 of web/set (tcp 10.0.0.6:100) is up", "web/web1", "web/set", "up", null));
    }

    [Fact]
    public void A_reason_alone_is_no_change() =>
        Differences.Between(Before, With(backend => backend with { Reason = "refused :80 once" }), Now).Should().BeEmpty();

    [Fact]
    public void Members_that_come_and_go_are_told()
    {
        var other = Of([Vip("10.0.0.6", "net", 100, "web/web1", "web/web3")]) with { Applied = 7 };
        Differences.Between(Before, other, Now).Select(one => (one.Machine, one.Health)).Should().Equal(("web/web3", "up"), ("web/web2", "removed"));
    }

    [Fact]
    public void Two_networks_with_the_same_vip_are_told_apart()
    {
        var two = Of([Vip("10.0.0.6", "net", 100, "web/web1"), Vip("10.0.0.6", "other", 100, "far/web1")]);
        Differences.Between(two, two with { }, Now).Should().BeEmpty();
    }

    [Fact]
    public void An_operation_is_told_when_it_has_ended_and_only_then()
    {
        var running = new OperationStatusLine("1", "Update role", "web/web1", "inProgress", Now, null, null, []);
        var failed = running with { Status = "failed", Finished = Now.AddSeconds(2), Error = "web1 failed" };
        var ended = Differences.Between(Before with { Operations = [running] }, Before with { Operations = [failed] }, Now).Single();
        (ended.Text, ended.At, ended.Status, ended.Operation).Should().Be(("Update role web/web1 failed: web1 failed", failed.Finished.Value, "failed", "1"));
        Differences.Between(Before, Before with { Operations = [running] }, Now).Should().BeEmpty();
        Differences.Between(Before with { Operations = [failed] }, Before with { Operations = [failed] }, Now).Should().BeEmpty();
    }

    [Fact]
    public void An_applied_revision_is_told_unless_no_agent_said_one_yet()
    {
        Differences.Between(Before, Before with { Applied = 9 }, Now).Single().Text.Should().Be("the kernel has revision 9");
        Differences.Between(Before, Before with { Applied = 0 }, Now).Should().BeEmpty();
    }

    [Fact]
    public void A_table_is_told_when_it_becomes_almost_full_and_not_while_it_stays_so()
    {
        var (empty, room, full, fuller) = (Before, Flows(59), Flows(60), Flows(90));
        var told = Differences.Between(room, full, Now).Single();
        (told.Kind, told.Table, told.Text).Should().Be(("table", "flows", "the table flows is 60 % full: 60 of 100 entries"));
        Differences.Between(full, fuller, Now).Should().BeEmpty();
        Differences.Between(fuller, room, Now).Should().BeEmpty();
        Differences.Between(empty, room, Now).Should().BeEmpty();
    }

    private static StatusReport Flows(long used) => Before with { Tables = [new TableFill("flows", used, 100)] };

    private static StatusReport With(Func<BackendStatus, BackendStatus> change) => Before with
    {
        Vips = [.. Before.Vips.Select(vip => vip with { Sets = [.. vip.Sets.Select(set => set with { Backends = [.. set.Backends.Select(change)] })] })],
    };
}
