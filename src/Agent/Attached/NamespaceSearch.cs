using System.Globalization;
using Ilb.Agent.Machines;
using Ilb.Datapath.Namespaces;

namespace Ilb.Agent.Attached;

/// <summary>
/// A network namespace by what it is and not by how it was found: the process that led to it may have ended, and the namespace be there
/// still, by a name or by other processes.
/// </summary>
internal static class NamespaceSearch
{
    /// <summary>A path that leads to it now; null: it is gone.</summary>
    /// <param name="first">Looked at before all others.</param>
    public static string? PathOf(ulong identity, string first) => Pinned(identity).Prepend(first).Concat(OfProcesses(identity)).FirstOrDefault(path => Is(path, identity));

    public static bool Is(string path, ulong identity)
    {
        if (!NetworkNamespace.Exists(path))
            return false;
        try
        {
            using var space = NetworkNamespace.Open(path);
            return space.Identity == identity;
        }
        catch (NamespaceException)
        {
            return false;
        }
    }

    /// <summary>proc_pid_mountinfo(5): "36 25 0:4 net:[4026532208] /run/netns/web rw - nsfs nsfs rw".</summary>
    private static IEnumerable<string> Pinned(ulong identity) =>
        from line in File.ReadLines("/proc/self/mountinfo")
        let fields = line.Split(' ')
        where fields[3] == NameOf(identity)
        select fields[4];

    private static IEnumerable<string> OfProcesses(ulong identity) =>
        from process in SupervisorProcess.Processes()
        let path = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/ns/net")
        where LinkOf(path) == NameOf(identity)
        select path;

    private static string NameOf(ulong identity) => string.Create(CultureInfo.InvariantCulture, $"net:[{identity}]");

    private static string? LinkOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
