using AwesomeAssertions;
using Ilb.Datapath.Flows;
using Xunit;

namespace Ilb.Unit.Datapath;

public sealed class FlowValueTests
{
    /// <summary>Values of enum flow_mark: answered 1, client's FIN 2, server's FIN 4, reset 8.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(5, false)]
    [InlineData(7, true)]
    [InlineData(9, true)]
    public void A_flow_is_over_after_a_reset_or_both_fins(byte marks, bool isOver) =>
        (default(FlowValue) with { Marks = (FlowMarks)marks }).IsOver.Should().Be(isOver);
}
