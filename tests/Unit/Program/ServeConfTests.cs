using System.CommandLine;
using System.Text.RegularExpressions;
using AwesomeAssertions;
using Ilb.Commands;
using Xunit;

namespace Ilb.Unit.Program;

/// <summary>/etc/ilb/serve.conf as the package brings it, read as systemd reads it: the last line of a name counts.</summary>
public sealed partial class ServeConfTests
{
    private static readonly string[] s_lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "packaging", "serve.conf"));

    [Fact]
    public void Nothing_is_set_until_a_line_is_uncommented_and_then_that_line_is_what_counts()
    {
        s_lines.Should().OnlyContain(line => line.Length == 0 || line.StartsWith('#'));
        s_lines.Select(line => Setting().Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value)
            .Should().Equal("ILB_SERVE", "ILB_DATA");
    }

    [Fact]
    public void The_example_is_what_ilb_serve_takes()
    {
        var options = s_lines.Select(line => Setting().Match(line)).Single(match => match.Groups["name"].Value == "ILB_SERVE").Groups["value"].Value.Trim('"');
        CommandLine.Create().Parse($"serve {options}").Errors.Should().BeEmpty();
    }

    [GeneratedRegex("^# (?<name>[A-Z_]+)=(?<value>.*)$")]
    private static partial Regex Setting();
}
