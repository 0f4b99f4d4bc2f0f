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

    [Fact]
    public void A_wrong_address_says_what_a_right_one_is() =>
        ServeCommand.Create().Parse("--metrics nowhere").Errors.Should().ContainSingle()
            .Which.Message.Should().Be("--metrics nowhere: ADDRESS:PORT, for example --metrics 127.0.0.1:9464, is needed.");
}
