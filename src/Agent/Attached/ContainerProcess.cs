using System.Globalization;
using System.Text.RegularExpressions;
using Ilb.Agent.Machines;

namespace Ilb.Agent.Attached;

/// <summary>
/// The first process of a container, by the id that docker, podman, containerd or CRI-O gave it. Each of them names the container's control
/// group after that id, so no runtime has to be asked.
/// </summary>
internal static partial class ContainerProcess
{
    private const int ShortestId = 12;

    /// <param name="id">Whole, or the first twelve digits or more.</param>
    /// <exception cref="AttachmentException">There is none, or more than one.</exception>
    public static int Find(string id)
    {
        if (id.Length < ShortestId || !id.All(char.IsAsciiHexDigit))
            throw new AttachmentException(
                $"'{id}' is no id of a container: that is {ShortestId} to 64 hexadecimal digits, as docker ps and podman ps show it. Names are known to the runtime alone.");
        var found = SupervisorProcess.Processes().Select(process => (Process: process, Container: IdOf(process)))
            .Where(seen => seen.Container?.StartsWith(id, StringComparison.OrdinalIgnoreCase) == true).ToList();
        return found.Select(seen => seen.Container).Distinct().Count() switch
        {
            0 => throw new AttachmentException($"no process of this host is in a control group of a container {id}: it does not run, or its runtime makes no such groups (then --pid names a process of it).", isAbsent: true),
            1 => found.Select(seen => seen.Process).OrderBy(SupervisorProcess.StartTime).ThenBy(process => process).First(),
            _ => throw new AttachmentException($"several containers have ids that begin with {id}: give more of it."),
        };
    }

    /// <summary>Null outside containers. Who only watches a container, conmon, is not in it.</summary>
    internal static string? IdIn(string groups) =>
        Group().Matches(groups) is { Count: > 0 } found ? found[^1].Groups["id"].Value : null;

    private static string? IdOf(int process)
    {
        try
        {
            return IdIn(File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/cgroup")));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>"/docker/ID", "docker-ID.scope", "libpod-ID.scope/container", "cri-containerd-ID.scope", "…:cri-containerd:ID", "/kubepods/…/ID".</summary>
    [GeneratedRegex(@"(?<=[/:-])(?<!conmon-)(?<id>[0-9a-f]{64})(?=\.scope|/|$)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Group();
}
