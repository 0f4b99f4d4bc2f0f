using System.Text.RegularExpressions;
using Ilb.Agent;

namespace Ilb.EndToEnd.Fixtures;

/// <summary>The processes that keep machines running, found by their command lines.</summary>
internal static partial class Supervisors
{
    /// <summary>Ports of the machines that have one, each as often as it has one: "3.1".</summary>
    public static IReadOnlyList<string> Of(Installation installation) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(process => CommandLine(Path.Combine(process, "cmdline")))
            .Select(line => Line().Match(line))
            .Where(match => match.Success && match.Groups["machines"].Value == installation.MachinesDirectory)
            .Select(match => match.Groups["port"].Value)
            .Order(StringComparer.Ordinal),
    ];

    private static string CommandLine(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }

    [GeneratedRegex(@"\0supervise\0(?<machines>[^\0]+)/(?<port>\d+\.\d+)/spec\.json\0$")]
    private static partial Regex Line();
}
