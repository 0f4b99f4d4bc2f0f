using System.Net;
using AwesomeAssertions;
using Ilb.Commands;
using Xunit;

namespace Ilb.Unit.Program;

public sealed class ServeCommandTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("--metrics", "127.0.0.1:9464")]
    [InlineData("--metrics --verbose", "127.0.0.1:9464")]
    [InlineData("--metrics 10.1.2.3:9465", "10.1.2.3:9465")]
    public void Prometheus_is_answered_where_it_is_asked_for_and_nowhere_else(string arguments, string? where) =>
        ServeCommand.Create().Parse(arguments).GetValue<IPEndPoint?>("--metrics").Should().Be(where is null ? null : IPEndPoint.Parse(where));

    [Theory]
    [InlineData("--max-connections", 4_096, 16, 1_000_000, "a number from 16 to 1,000,000")]
    [InlineData("--max-rate", 1_000, 1, 100_000, "a number from 1 to 100,000")]
    [InlineData("--max-body", 1_048_576, 65_536, 67_108_864, "a number from 65,536 to 67,108,864")]
    public void What_clients_may_take_is_a_number_between_bounds(string option, int usual, int least, int most, string needed)
    {
        ServeCommand.Create().Parse("").GetValue<int>(option).Should().Be(usual);
        foreach (var number in new[] { least, most })
            ServeCommand.Create().Parse($"{option} {number}").GetValue<int>(option).Should().Be(number);
        foreach (var wrong in new[] { $"{least - 1}", $"{most + 1}", "many", "1e5", "99999999999" })
            ServeCommand.Create().Parse($"{option} {wrong}").Errors.Should().ContainSingle().Which.Message.Should().Be($"{option} {wrong}: {needed} is needed.");
    }

    [Fact]
    public void Operations_hold_their_cloud_service_where_that_is_asked_for()
    {
        ServeCommand.Create().Parse("").GetValue<bool>("--exclusive").Should().BeFalse();
        ServeCommand.Create().Parse("--exclusive").GetValue<bool>("--exclusive").Should().BeTrue();
        ServeCommand.Create().Parse("--exclusive perhaps").Errors.Should().NotBeEmpty();
    }

    [Fact]
    public void A_wrong_address_says_what_a_right_one_is() =>
        ServeCommand.Create().Parse("--metrics nowhere").Errors.Should().ContainSingle()
            .Which.Message.Should().Be("--metrics nowhere: ADDRESS:PORT, for example --metrics 127.0.0.1:9464, is needed.");
}
