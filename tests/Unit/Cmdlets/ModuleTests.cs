using System.Management.Automation;
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
        cmdlets.Should().HaveCount(58);
        foreach (var cmdlet in cmdlets)
        {
            var help = engine.One<string>($"$help = Get-Help {cmdlet}; $help.description[0].Text + '|' + @($help.examples.example)[0].code");
            help.Should().MatchRegex(@"(?s)^.{10,}\|.{10,}$", cmdlet);
        }
    }

    [Fact]
    public void Help_shows_the_syntax_and_parameters_that_the_cmdlet_has()
    {
        using var engine = new Engine();
        foreach (var command in engine.Run("Get-Command -Module Ilb").Select(c => (CmdletInfo)c.BaseObject))
        {
            var sets = command.ParameterSets.Select(s => Names(s.Parameters.Select(p => p.Name).Except(Cmdlet.CommonParameters)));
            var shown = engine.Run($"(Get-Help {command.Name}).syntax.syntaxItem | ForEach-Object {{ @($_.parameter.name) -join ' ' }}");
            shown.Select(s => Names(s.ToString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Should().BeEquivalentTo(sets, command.Name);
            var parameters = engine.Run($"(Get-Help {command.Name}).parameters.parameter.name").Select(n => n?.ToString()).Where(n => n != null);
            parameters.Should().BeEquivalentTo(command.Parameters.Keys.Except(Cmdlet.CommonParameters), command.Name);
        }
    }

    private static string Names(IEnumerable<string> names) => string.Join(' ', names.Order(StringComparer.Ordinal));
}
