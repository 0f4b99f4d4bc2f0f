using AwesomeAssertions;
using Xunit;

namespace Ilb.Unit.Cmdlets;

public sealed class ModuleTests
{
    [Fact]
    public void Every_cmdlet_has_help_with_an_example()
    {
        using var engine = new Engine();
        var cmdlets = engine.Run("(Get-Command -Module Ilb).Name").Select(n => n.ToString()!).ToList();
        cmdlets.Should().HaveCount(40);
        foreach (var cmdlet in cmdlets)
        {
            var help = engine.One<string>($"$help = Get-Help {cmdlet}; $help.description[0].Text + '|' + @($help.examples.example)[0].code");
            help.Should().MatchRegex(@"(?s)^.{10,}\|.{10,}$", cmdlet);
        }
    }
}
