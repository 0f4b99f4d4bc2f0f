using AwesomeAssertions;
using Ilb.Declarations.Text;
using Xunit;
using static Ilb.Unit.Declarations.Imports.Importing;

namespace Ilb.Unit.Declarations.Imports;

public sealed class ImportTests
{
    [Theory]
    [InlineData("server { listen 80; }", "1:1: /: This is none of: keepalived.conf, haproxy.cfg, a JSON template of Azure Resource Manager, a .cscfg.")]
    [InlineData("virtual_server 10.0.0.1 80 {\n  real_server 10.0.0.2 80 {\n", "2:1: /: This brace is not closed.")]
    [InlineData("virtual_server 10.0.0.1 80 {\n}\n}", "3:1: /: There is nothing that this brace closes.")]
    [InlineData("{\"a\": [", "*This is no JSON: *")]
    public void A_file_that_can_not_be_read_is_told_with_its_line(string text, string expected)
    {
        var read = () => Read(text);
        read.Should().Throw<DocumentException>().Which.Problems.Select(problem => FormattableString.Invariant($"{problem.Line}:{problem.Column}: {problem.Path}: {problem.Message}"))
            .Should().ContainSingle().Which.Should().Match(expected);
    }
}
