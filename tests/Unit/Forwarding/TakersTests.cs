using System.Collections.Immutable;
using AwesomeAssertions;
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

    [Fact]
    public void What_weighs_nothing_takes_none() => Takers(Up(1) with { Weight = 0 }, Up(2)).Should().Equal(2);

    private static BackendEntry Up(uint slot) => Scenario.Backend(slot, BackendState.Up);

    private static BackendEntry Down(uint slot) => Scenario.Backend(slot, BackendState.Down);

    private static BackendEntry Backup(uint slot) => Up(slot) with { IsBackup = true };

    private static IEnumerable<uint> Takers(params BackendEntry[] backends) =>
        (Scenario.Snapshot().Sets[0] with { Backends = [.. backends] }).Takers().Select(backend => backend.Slot.Index);
}
