namespace Ilb.Machine.Supervision;

/// <summary>The file systems of the host that a machine sees below /, read-only.</summary>
internal static class HostMounts
{
    private static readonly string[] Replaced = ["/proc", "/sys", "/dev", "/run", "/tmp", "/var/tmp"];

    /// <summary>Mount points of /proc/self/mountinfo, parents first, without what a machine has of its own.</summary>
    public static IEnumerable<string> Read() =>
        File.ReadLines("/proc/self/mountinfo")
            .Select(line => Unescape(line.Split(' ')[4]))
            .Where(path => path != "/" && !IsReplaced(path))
            .Distinct();

    /// <summary>Whether a machine has something of its own there.</summary>
    public static bool IsReplaced(string path) => Array.Exists(Replaced, replaced => IsWithin(path, replaced));

    private static bool IsWithin(string path, string folder) =>
        path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);

    private static string Unescape(string path) =>
        path.Replace("\\040", " ", StringComparison.Ordinal)
            .Replace("\\011", "\t", StringComparison.Ordinal)
            .Replace("\\134", "\\", StringComparison.Ordinal);
}
