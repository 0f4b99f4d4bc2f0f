using AwesomeAssertions;
using CsCheck;
using Ilb.Forwarding;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.Unit.Forwarding;

public sealed class MaglevTests
{
    [Fact]
    public void Shares_of_equal_weights_differ_by_one_entry_at_most() => Gen.Int[1, 60].Sample(
        count =>
        {
            var shares = Shares(Members(count));
            (shares.Values.Max() - shares.Values.Min()).Should().BeLessThanOrEqualTo(1);
            shares.Should().HaveCount(count);
        },
        iter: 20);

    [Fact]
    public void Shares_follow_the_weights() => Gen.Int[1, 100].Array[2, 12].Sample(
        weights =>
        {
            var members = Members(weights.Length).Select((member, i) => member with { Weight = weights[i] }).ToArray();
            var size = MaglevTableSize.For(members.Length);
            var shares = Shares(members);
            foreach (var member in members)
            {
                var fair = (double)size * member.Weight / weights.Sum();
                // Every member may have less than one place of credit left in the end; one that outweighs all others has what they are short of.
                ((double)shares.GetValueOrDefault(member.Slot)).Should().BeApproximately(fair, members.Length);
            }
        },
        iter: 30);

    /// <summary>Of a table that keeps its size, with at least 1,000 entries for each member.</summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(10, 1)]
    [InlineData(10, 5)]
    [InlineData(16, 8)]
    [InlineData(60, 1)]
    [InlineData(60, 30)]
    [InlineData(200, 1)]
    [InlineData(200, 100)]
    [InlineData(200, 198)]
    public void Backends_that_come_or_go_move_less_than_one_percent_beyond_the_unavoidable(int count, int changing)
    {
        var size = MaglevTableSize.For(count);
        foreach (var all in Enumerable.Range(0, 5).Select(i => Members(count, $"site{i}")))
        {
            var (many, few) = (Tenants(all, size), Tenants(all.Where((_, i) => i * changing / count == (i + 1) * changing / count), size));
            Excess(TableMoves.Between(many, few)).Should().BeLessThan(0.01, "they go");
            Excess(TableMoves.Between(few, many)).Should().BeLessThan(0.01, "they come back");
        }
    }

    /// <summary>As a slow start does it in ten steps, or an operator with one command.</summary>
    [Theory]
    [InlineData(2, 1, 2)]
    [InlineData(3, 10, 100)]
    [InlineData(10, 10, 20)]
    [InlineData(10, 100, 300)]
    [InlineData(10, 300, 100)]
    [InlineData(60, 10, 100)]
    [InlineData(60, 90, 100)]
    public void A_weight_that_changes_moves_little_beyond_the_unavoidable(int count, int before, int after)
    {
        var size = MaglevTableSize.For(count);
        foreach (var all in Enumerable.Range(0, 5).Select(i => Members(count, $"site{i}")))
            Excess(TableMoves.Between(Tenants(Weighing(all, before), size), Tenants(Weighing(all, after), size))).Should().BeLessThan(0.01);

        static IEnumerable<MaglevMember> Weighing(MaglevMember[] all, int first) => all.Select((member, i) => i == 0 ? member with { Weight = first } : member);
    }

    [Fact]
    public void Table_does_not_depend_on_the_order_of_its_members() =>
        Maglev.Build(Members(7).Reverse(), 16_411).Should().Equal(Maglev.Build(Members(7), 16_411));

    /// <summary>Pins the hash: another version of the program, another node, must not move flows.</summary>
    [Fact]
    public void Table_is_the_same_in_every_version() =>
        Maglev.Build(Members(3), 13).Should().Equal(PinnedTable);

    [Theory]
    [InlineData(4_100u)]
    [InlineData(3u)]
    [InlineData(1u)]
    public void Size_that_is_no_prime_above_the_number_of_members_is_refused(uint size) =>
        FluentActions.Invoking(() => Maglev.Build(Members(3), size)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Table_without_members_is_refused() =>
        FluentActions.Invoking(() => Maglev.Build([], 4_099)).Should().Throw<ArgumentOutOfRangeException>();

    private static readonly uint[] PinnedTable = [1, 3, 1, 2, 2, 1, 1, 3, 1, 2, 3, 2, 3];

    private static double Excess(TableMoves moves) => moves.Share - moves.UnavoidableShare;

    private static MaglevMember[] Members(int count, string site = "site") =>
        [.. Enumerable.Range(1, count).Select(i => new MaglevMember($"{site}/web{i}/http", (uint)i, 100))];

    private static Slot[] Tenants(IEnumerable<MaglevMember> members, uint size) => [.. Maglev.Build(members, size).Select(slot => new Slot(slot, 1))];

    private static Dictionary<uint, int> Shares(MaglevMember[] members) =>
        Maglev.Build(members, MaglevTableSize.For(members.Length)).CountBy(slot => slot).ToDictionary();
}
