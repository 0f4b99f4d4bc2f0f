using AwesomeAssertions;
using Ilb.Forwarding;
using Ilb.Forwarding.Kernel;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.Unit.Forwarding;

/// <summary>Who of a set takes new flows.</summary>
public sealed class TakersTests
{
    [Fact]
    public void Backups_take_flows_only_while_nobody_else_can()
    {
        Takers(Up(1), Up(2), Backup(3)).Should().Equal(1, 2);
        Takers(Down(1), Up(2), Backup(3)).Should().Equal(2);
        Takers(Down(1), Down(2), Backup(3), Backup(4)).Should().Equal(3, 4);
        Takers(Up(1) with { Weight = 0 }, Backup(2)).Should().Equal(2);
        Takers(Up(1) with { State = BackendState.Draining }, Backup(2)).Should().Equal(2);
        Takers(Down(1), Backup(2) with { State = BackendState.Down }).Should().BeEmpty();
    }

    [Theory]
    [InlineData(AllDown.Refuse)]
    [InlineData(AllDown.Drop)]
    [InlineData(AllDown.AllMembers, 1u, 3u)]
    [InlineData(AllDown.LastGood, 3u)]
    public void While_all_are_down_the_policy_decides(AllDown policy, params uint[] takers)
    {
        BackendEntry[] backends = [Down(1), Up(2) with { State = BackendState.Draining, TookLast = true }, Down(3) with { TookLast = true }, Down(4) with { Weight = 0 }];
        var set = Scenario.Set(backends) with { WhenAllDown = policy };
        set.Takers().Select(backend => backend.Slot.Index).Should().Equal(takers);

        var state = ForwardingCompiler.Compile(Scenario.Snapshot(backends) with { Sets = [set] }, 1);
        state.Tables.SelectMany(table => table.Value).Distinct().Order().Should().Equal(takers);
        state.Backends.Where(backend => backend.Value.State == (byte)BackendState.Up).Select(backend => backend.Key).Order().Should().Equal(takers);
        state.Frontends.Single().Value.Flags.HasFlag(FrontendOptions.Silent).Should().Be(policy == AllDown.Drop);
        (set with { Backends = [.. set.Backends.SetItem(0, Up(1))] }).Takers().Select(backend => backend.Slot.Index).Should().Equal([1u], "who is up comes first");
    }

    [Fact]
    public void Who_is_damped_takes_flows_only_while_nobody_is_up()
    {
        var damped = Down(1) with { IsDamped = true };
        Takers(damped, Up(2)).Should().Equal(2);
        Takers(damped, Backup(2)).Should().Equal(2);
        Takers(damped, Down(2)).Should().Equal(1);
    }

    [Fact]
    public void What_weighs_nothing_takes_none() => Takers(Up(1) with { Weight = 0 }, Up(2)).Should().Equal(2);

    private static BackendEntry Up(uint slot) => Scenario.Backend(slot, BackendState.Up);

    private static BackendEntry Down(uint slot) => Scenario.Backend(slot, BackendState.Down);

    private static BackendEntry Backup(uint slot) => Up(slot) with { IsBackup = true };

    private static IEnumerable<uint> Takers(params BackendEntry[] backends) =>
        Scenario.Set(backends).Takers().Select(backend => backend.Slot.Index);
}
