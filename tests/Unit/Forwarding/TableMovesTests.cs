using AwesomeAssertions;
using Ilb.Forwarding;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.Unit.Forwarding;

public sealed class TableMovesTests
{
    [Fact]
    public void Entries_that_name_another_backend_are_counted_and_so_are_the_fewest_that_would_do() =>
        TableMoves.Between(Slots(1, 1, 2, 2, 2, 2), Slots(1, 2, 1, 2, 3, 3)).Should().Be(new TableMoves(6, 6, Moved: 4, Unavoidable: 2));

    [Fact]
    public void The_same_table_moves_nothing() =>
        TableMoves.Between(Slots(1, 2, 3), Slots(1, 2, 3)).Should().Be(new TableMoves(3, 3, 0, 0));

    [Fact]
    public void The_next_tenant_of_a_slot_is_another_backend() =>
        TableMoves.Between(Slots(1, 2), [new Slot(1, 1), new Slot(2, 2)]).Should().Be(new TableMoves(2, 2, 1, 1));

    [Fact]
    public void Of_tables_of_two_sizes_the_part_of_all_hashes_is_counted()
    {
        var (before, after) = (Table(4, 13), Table(5, 17));
        var moved = Enumerable.Range(0, 13 * 17).Count(hash => before[hash % 13] != after[hash % 17]) / (double)(13 * 17);
        TableMoves.Between(before, after).Moved.Should().Be((int)Math.Round(17 * moved));
    }

    [Fact]
    public void What_a_compiler_made_is_compared_frontend_by_frontend()
    {
        var before = Compile(Scenario.Backend(1), Scenario.Backend(2));
        var after = Compile(Scenario.Backend(1), Scenario.Backend(2), Scenario.Backend(3));
        var moves = TableMoves.Of(before, after, 1)!;
        moves.Unavoidable.Should().BeInRange(4_099 / 3, (4_099 / 3) + 1);
        moves.Moved.Should().Be(before.Tables[1].Zip(after.Tables[1]).Count(pair => pair.First != pair.Second));
        moves.Moved.Should().BeInRange(moves.Unavoidable, (int)(moves.Unavoidable * 1.02));
        TableMoves.Of(before, ForwardingState.Empty, 1).Should().BeNull();
        TableMoves.Of(before, after, 2).Should().BeNull();
    }

    private static Slot[] Slots(params uint[] slots) => [.. slots.Select(slot => new Slot(slot, 1))];

    private static Slot[] Table(int backends, uint size) => Slots(
        [.. Maglev.Build(Enumerable.Range(1, backends).Select(i => new MaglevMember($"web{i}", (uint)i, 100)), size)]);

    private static ForwardingState Compile(params BackendEntry[] backends) => ForwardingCompiler.Compile(Scenario.Snapshot(backends), 1);
}
