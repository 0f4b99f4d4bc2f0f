using AwesomeAssertions;
using Ilb.Bench;
using Xunit;

namespace Ilb.Unit.Bench;

public sealed class BenchOptionsTests
{
    [Fact]
    public void Without_arguments_everything_is_measured_in_nine_rounds()
    {
        var options = BenchOptions.Parse([])!;

        options.Should().Be(new BenchOptions("all", 9, 2, false, false));
        BenchOptions.Parts.Should().OnlyContain(part => options.Wants(part));
    }

    [Fact]
    public void One_part_can_be_named_with_its_rounds_and_seconds()
    {
        var options = BenchOptions.Parse(["connections", "--rounds", "25", "--seconds", "0.5", "--big-tcp", "--json"])!;

        options.Should().Be(new BenchOptions("connections", 25, 0.5, true, true));
        options.Wants("packet").Should().BeFalse();
    }

    [Theory]
    [InlineData("speed")]
    [InlineData("--rounds")]
    [InlineData("--rounds", "0")]
    [InlineData("--rounds", "many")]
    [InlineData("--seconds", "-1")]
    public void Anything_else_is_refused(params string[] arguments) => BenchOptions.Parse(arguments).Should().BeNull();
}
