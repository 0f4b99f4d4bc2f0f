using AwesomeAssertions;
using Ilb.Status;
using Xunit;

namespace Ilb.Unit.Program;

public sealed class AmountsTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "1.0 kB")]
    [InlineData(999_949, "999.9 kB")]
    [InlineData(999_950, "1.0 MB")]
    [InlineData(12_345_678_901, "12.3 GB")]
    [InlineData(ulong.MaxValue, "18.4 EB")]
    public void Bytes_are_shown_with_three_to_four_digits(ulong bytes, string shown) => Amounts.Bytes(bytes).Should().Be(shown);
}
