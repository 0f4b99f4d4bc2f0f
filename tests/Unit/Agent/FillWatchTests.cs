using AwesomeAssertions;
using Ilb.Agent;
using Ilb.Model.Feed;
using Xunit;

namespace Ilb.Unit.Agent;

public sealed class FillWatchTests
{
    private readonly List<string> _log = [];

    [Fact]
    public void A_table_that_is_almost_full_is_told_once_until_it_had_room_again()
    {
        var watch = new FillWatch(_log.Add);
        foreach (var used in new[] { 59, 60, 65, 59, 61 })
            watch.Look([new TableFill("flows", used, 100), new TableFill("routes", used, 100)]);
        _log.Should().Equal("the table flows is 60 % full: 60 of 100 entries; what finds no room is refused");
        watch.Look([new TableFill("flows", 49, 100)]);
        watch.Look([new TableFill("flows", 1_200_000, 1_250_000)]);
        _log.Should().HaveCount(2).And.HaveElementAt(1, "the table flows is 96 % full: 1,200,000 of 1,250,000 entries; what finds no room is refused");
    }

    [Theory]
    [InlineData("flows", 59, false)]
    [InlineData("flows", 60, true)]
    [InlineData("overflow", 79, false)]
    [InlineData("overflow", 80, true)]
    [InlineData("members", 79, false)]
    [InlineData("members", 80, true)]
    public void Flows_are_told_earlier_than_others(string table, int used, bool isTold) =>
        new TableFill(table, used, 100).IsAlmostFull.Should().Be(isTold);
}
