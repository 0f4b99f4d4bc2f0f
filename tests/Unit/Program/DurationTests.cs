using AwesomeAssertions;
using Ilb.Drains;
using Xunit;

namespace Ilb.Unit.Program;

public sealed class DurationTests
{
    [Theory]
    [InlineData("90", 90)]
    [InlineData("90s", 90)]
    [InlineData("0s", 0)]
    [InlineData("5m", 300)]
    [InlineData("1.5h", 5400)]
    [InlineData("1d", 86400)]
    public void A_time_is_a_number_and_a_unit(string text, double seconds)
    {
        Duration.TryParse(text, out var time).Should().BeTrue();
        time.TotalSeconds.Should().Be(seconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("5 minutes")]
    [InlineData("5w")]
    [InlineData("1e9d")]
    [InlineData("0:05:00")]
    public void Anything_else_is_none(string text) => Duration.TryParse(text, out _).Should().BeFalse();
}
