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
            .Where(IsOfTheHost)
            .Select(process => CommandLine(Path.Combine(process, "cmdline")))
            .Select(line => Line().Match(line))
            .Where(match => match.Success && match.Groups["machines"].Value == installation.MachinesDirectory)
            .Select(match => match.Groups["port"].Value)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A machine's first process is a copy of its supervisor, with the same command line, in a PID namespace of its own.</summary>
    private static bool IsOfTheHost(string process)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "ns/pid")).LinkTarget == new FileInfo("/proc/self/ns/pid").LinkTarget;
        }
        catch (IOException)
        {
            return false;
        }
    }

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
