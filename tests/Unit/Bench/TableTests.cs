using AwesomeAssertions;
using Ilb.Bench.Report;
using Ilb.Bench.Statistics;
using Xunit;

namespace Ilb.Unit.Bench;

public sealed class TableTests
{
    [Fact]
    public void Table_shows_values_ratios_and_whether_goals_are_met() =>
        Table.Of(new Section("Speed", "1/s",
        [
            new Figure("ilb", new Estimate(4000, 3900, 4100), null, null),
            new Figure("peer", new Estimate(2000, 1900, 2100), new Estimate(2, 1.9, 2.1), new Goal(1.6, AtLeast: true)),
            new Figure("bare", new Estimate(5000, 4900, 5100), new Estimate(0.8, 0.7, 0.9), new Goal(0.95, AtLeast: true)),
        ])).Should().Be("""
            Speed

            |      | 1/s, median [95 %]   | ilb relative to it | goal   |        |
            | ---- | -------------------- | ------------------ | ------ | ------ |
            | ilb  | 4,000 [3,900, 4,100] |                    |        |        |
            | peer | 2,000 [1,900, 2,100] | 2.00 [1.90, 2.10]  | ≥ 1.6  | met    |
            | bare | 5,000 [4,900, 5,100] | 0.80 [0.70, 0.90]  | ≥ 0.95 | missed |

            """);

    [Theory]
    [InlineData(49, 40, 49.9, "met")]
    [InlineData(49, 40, 60, "open")]
    [InlineData(70, 60, 80, "missed")]
    public void Goal_of_a_value_without_a_ratio_bounds_the_whole_interval(double median, double low, double high, string shown) =>
        new Figure("change", new Estimate(median, low, high), null, new Goal(50, AtLeast: false)).Shown.Should().Be(shown);
}
