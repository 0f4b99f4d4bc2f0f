using AwesomeAssertions;
using Ilb.Bench.Statistics;
using Xunit;

namespace Ilb.Unit.Bench;

public sealed class RoundsTests
{
    [Fact]
    public void Each_round_begins_with_another_case_and_the_first_one_is_not_counted()
    {
        var order = new List<string>();
        double Measure(string name)
        {
            order.Add(name);
            return order.Count;
        }

        var samples = Rounds.Run("test", 2, [("a", () => Measure("a")), ("b", () => Measure("b"))]);

        order.Should().Equal("a", "b", "b", "a", "a", "b");
        samples["a"].Should().Equal(4, 5);
        samples["b"].Should().Equal(3, 6);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 2.5)]
    [InlineData(0.99, 3.97)]
    [InlineData(1, 4)]
    public void A_quantile_lies_between_samples_in_proportion(double quantile, double expected) =>
        Estimate.QuantileOf([4, 2, 3, 1], quantile).Should().BeApproximately(expected, 1e-9);
}
