using System.Globalization;
using System.Management.Automation;
using AwesomeAssertions;
using Xunit;

namespace Ilb.Unit.Cmdlets;

public sealed class ParameterTests
{
    [Fact]
    public void Every_parameter_of_2014_is_there_with_its_sets_position_pipeline_and_alias()
    {
        using var engine = new Engine();
        var wrong = new List<string>();
        CommandInfo? cmdlet = null;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cmdlets", "parameters.txt")).Where(l => l[0] != '#'))
        {
            if (line[0] != ' ') cmdlet = engine.One<CommandInfo>($"Get-Command {line}");
            else wrong.AddRange(Differences(cmdlet!, line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        }

        wrong.Should().BeEmpty();
    }

    private static IEnumerable<string> Differences(CommandInfo cmdlet, string[] wanted)
    {
        if (!cmdlet.Parameters.TryGetValue(wanted[0], out var parameter))
        {
            yield return $"{cmdlet.Name} -{wanted[0]} is missing";
            yield break;
        }

        if (wanted[1] != "-" && !parameter.Aliases.Contains(wanted[1])) yield return $"{cmdlet.Name} -{wanted[0]} lacks the alias {wanted[1]}";
        var sets = parameter.Attributes.OfType<ParameterAttribute>().Select(Text).ToList();
        foreach (var set in wanted[2..])
            if (!sets.Any(s => Covers(s, set))) yield return $"{cmdlet.Name} -{wanted[0]} has {string.Join(' ', sets)}, not {set}";
    }

    private static string Text(ParameterAttribute a)
    {
        var set = a.ParameterSetName == ParameterAttribute.AllParameterSets ? "*" : a.ParameterSetName;
        var position = a.Position == int.MinValue ? "-" : a.Position.ToString(CultureInfo.InvariantCulture);
        var pipeline = (a.ValueFromPipeline ? "V" : "") + (a.ValueFromPipelineByPropertyName ? "N" : "");
        return $"{set}:{(a.Mandatory ? "M" : "o")}/{position}/{(pipeline.Length == 0 ? "-" : pipeline)}";
    }

    /// <summary>Taking more from the pipeline than the old cmdlet did breaks no script.</summary>
    private static bool Covers(string has, string wanted)
    {
        var (h, w) = (has.LastIndexOf('/'), wanted.LastIndexOf('/'));
        return has[..h] == wanted[..w] && (wanted[(w + 1)..] == "-" || wanted[(w + 1)..].All(c => has[(h + 1)..].Contains(c, StringComparison.Ordinal)));
    }
}
