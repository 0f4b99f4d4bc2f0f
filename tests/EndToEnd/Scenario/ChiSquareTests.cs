using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Scenario;

public sealed class ChiSquareTests
{
    /// <summary>Critical values as printed in any table of the distribution.</summary>
    [Theory]
    [InlineData(1, 10.828, 0.001)]
    [InlineData(2, 13.816, 0.001)]
    [InlineData(10, 18.307, 0.05)]
    [InlineData(49, 85.351, 0.001)]
    [InlineData(100, 149.449, 0.001)]
    public void Tail_is_that_of_the_printed_tables(int degrees, double critical, double probability) =>
        ChiSquare.UpperTail(critical, degrees).Should().BeApproximately(probability, probability / 100);

    [Fact]
    public void Uneven_counts_are_told_from_even_ones()
    {
        ChiSquare.Probability([200, 190, 205, 205]).Should().BeGreaterThan(0.5);
        ChiSquare.Probability([200, 100, 205, 205]).Should().BeLessThan(0.001);
    }
}
