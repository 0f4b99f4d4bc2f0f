using AwesomeAssertions;
using CsCheck;
using Ilb.Model.Snapshots;
using Xunit;

namespace Ilb.Unit.Forwarding;

public sealed class MaglevTableSizeTests
{
    [Theory]
    [InlineData(0, 4_099u)]
    [InlineData(4, 4_099u)]
    [InlineData(5, 16_411u)]
    [InlineData(65, 65_537u)]
    [InlineData(66, 262_147u)]
    [InlineData(1_048, 1_048_583u)]
    public void Sizes_go_up_in_steps(int backends, uint size) => MaglevTableSize.For(backends).Should().Be(size);

    [Fact]
    public void Every_size_is_a_prime_of_a_thousand_entries_per_backend_at_least() =>
        Gen.Int[0, MaglevTableSize.MostBackends].Sample(backends =>
        {
            var size = MaglevTableSize.For(backends);
            size.Should().BeGreaterThanOrEqualTo((uint)(1_000 * backends));
            Enumerable.Range(2, 1_022).Should().NotContain(divisor => size % divisor == 0 && size != divisor);
        });

    [Fact]
    public void Size_never_shrinks() => MaglevTableSize.For(1, current: 65_537).Should().Be(65_537);

    [Fact]
    public void More_backends_than_a_table_can_spread_over_are_refused() =>
        FluentActions.Invoking(() => MaglevTableSize.For(MaglevTableSize.MostBackends + 1)).Should().Throw<ArgumentOutOfRangeException>();
}
