using AwesomeAssertions;
using Ilb.EndToEnd.Fixtures;
using Xunit;

namespace Ilb.EndToEnd.Machines;

/// <summary>The first thing that a newcomer asks for.</summary>
public sealed class HelpTests
{
    [Theory]
    [InlineData("")]
    [InlineData("serve")]
    [InlineData("shell")]
    [InlineData("apply")]
    [InlineData("export")]
    [InlineData("plan")]
    [InlineData("status")]
    [InlineData("flows")]
    [InlineData("trace")]
    [InlineData("watch")]
    [InlineData("attach")]
    [InlineData("detach")]
    [InlineData("exec")]
    [InlineData("logs")]
    [InlineData("forward")]
    [InlineData("gateway")]
    [InlineData("gateway peer-config")]
    [InlineData("pack")]
    [InlineData("subscription")]
    [InlineData("subscription list")]
    [InlineData("subscription add")]
    [InlineData("subscription remove")]
    [InlineData("subscription certificate")]
    [InlineData("subscription certificate list")]
    [InlineData("subscription certificate add")]
    [InlineData("subscription certificate remove")]
    [InlineData("audit")]
    [InlineData("backup")]
    [InlineData("restore")]
    [InlineData("support-bundle")]
    [InlineData("check")]
    [InlineData("demo")]
    [InlineData("down")]
    [InlineData("completion")]
    public async Task Every_command_shows_how_it_is_used(string command)
    {
        var (code, output) = await IlbProgram.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        code.Should().Be(0, output);
        output.Should().Contain("Usage:").And.NotContain("Exception");
    }
}
