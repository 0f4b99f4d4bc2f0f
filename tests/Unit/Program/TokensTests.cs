using System.CommandLine;
using AwesomeAssertions;
using Ilb.Commands;
using Xunit;

namespace Ilb.Unit.Program;

public sealed class TokensTests
{
    [Theory]
    [InlineData("json")]
    [InlineData("TABLE")]
    public void A_format_is_read_in_any_case(string format) => Errors(Shared.Output(), "-o", format).Should().BeEmpty();

    [Theory]
    [InlineData("1")]
    [InlineData("table,json")]
    [InlineData("yaml")]
    public void A_format_is_a_word_and_neither_a_number_nor_a_list(string format) =>
        Errors(Shared.Output(), "-o", format).Should().Contain($"--output {format}: table or json is needed.");

    [Theory]
    [InlineData("127.0.0.1:8443")]
    [InlineData("[::1]:8443")]
    public void An_endpoint_is_an_address_and_a_port(string endpoint) => Errors(Shared.Listen(), "--listen", endpoint).Should().BeEmpty();

    [Theory]
    [InlineData("127.0.0.1:0")]
    [InlineData("127.1:8443")]
    [InlineData("010.0.0.1:8443")] // octal to the C library: 8.0.0.1
    public void An_endpoint_is_written_in_plain_decimals(string endpoint) =>
        Errors(Shared.Listen(), "--listen", endpoint).Should().Contain($"--listen {endpoint}: ADDRESS:PORT");

    private static string Errors(Option option, params string[] arguments) =>
        string.Join('\n', new RootCommand { option }.Parse(arguments).Errors.Select(error => error.Message));
}
