using AwesomeAssertions;
using Ilb.Datapath.Flows;
using Xunit;

namespace Ilb.Unit.Datapath;

public sealed class FlowFactsTests
{
    /// <summary>Values of enum flow_mark: answered 1, client's FIN 2, server's FIN 4, reset 8.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(5, false)]
    [InlineData(7, true)]
    [InlineData(9, true)]
    public void A_flow_is_over_after_a_reset_or_both_fins(byte marks, bool isOver) =>
        (default(FlowFacts) with { Marks = (FlowMarks)marks }).IsOver.Should().Be(isOver);

    [Theory]
    [InlineData(0, false)]
    [InlineData(3, true)]
    [InlineData(5, true)]
    [InlineData(7, false)]
    [InlineData(11, false)]
    public void A_flow_is_half_closed_after_one_fin(byte marks, bool isHalfClosed) =>
        (default(FlowFacts) with { Marks = (FlowMarks)marks }).IsHalfClosed.Should().Be(isHalfClosed);

    [Theory]
    [InlineData(0, 60)]
    [InlineData(1, 240)]
    [InlineData(3, 240)]
    [InlineData(7, 10)]
    [InlineData(9, 10)]
    public void A_flow_is_forgotten_sooner_unless_it_was_answered_and_goes_on(byte marks, int seconds) =>
        (default(FlowFacts) with { Marks = (FlowMarks)marks, IdleSeconds = 240 }).Lifetime.Should().Be(TimeSpan.FromSeconds(seconds));
}
