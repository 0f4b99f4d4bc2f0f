using AwesomeAssertions;
using CsCheck;
using Ilb.Bench.Statistics;
using Xunit;

namespace Ilb.Unit.Bench;

public sealed class EstimateTests
{
    [Theory]
    [InlineData(new[] { 3.0 }, 3)]
    [InlineData(new[] { 3.0, 1, 2 }, 2)]
    [InlineData(new[] { 4.0, 1, 2, 3 }, 2.5)]
    public void Median_is_the_middle_or_the_mean_of_the_two_in_the_middle(double[] samples, double median) =>
        Estimate.MedianOf(samples).Should().Be(median);

    [Fact]
    public void Interval_holds_the_median() => Gen.Double[0, 100].Array[1, 20].Sample(
        samples =>
        {
            var estimate = Estimate.Of(samples);
            estimate.Low.Should().BeLessThanOrEqualTo(estimate.Median);
            estimate.High.Should().BeGreaterThanOrEqualTo(estimate.Median);
        },
        iter: 20);

    [Fact]
    public void Equal_samples_have_no_interval() => Estimate.Of([5, 5, 5]).Should().Be(new Estimate(5, 5, 5));

    [Fact]
    public void Same_samples_give_the_same_interval() => Estimate.Of([1, 2, 3, 4, 9]).Should().Be(Estimate.Of([1, 2, 3, 4, 9]));

    /// <summary>25 samples of a known distribution, 60 times over: about 95 of 100 intervals must hold the true median.</summary>
    [Fact]
    public void Interval_holds_the_true_median_about_as_often_as_it_says()
    {
        var random = new Random(7);
        var hits = Enumerable.Range(0, 60).Count(_ =>
        {
            var estimate = Estimate.Of([.. Enumerable.Range(0, 25).Select(_ => random.NextDouble())]);
            return estimate.Low <= 0.5 && estimate.High >= 0.5;
        });
        hits.Should().BeInRange(52, 60);
    }

    [Fact]
    public void Ratios_are_taken_round_by_round_so_that_a_slow_round_cancels_out() =>
        Estimate.OfRatios([10, 1, 100], [5, 0.5, 50]).Should().Be(new Estimate(2, 2, 2));

    [Fact]
    public void Rounds_must_match() =>
        FluentActions.Invoking(() => Estimate.OfRatios([1, 2], [1])).Should().Throw<ArgumentOutOfRangeException>();
}
