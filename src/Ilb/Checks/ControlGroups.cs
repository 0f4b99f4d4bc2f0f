namespace Ilb.Checks;

/// <summary>Where no controllers can be had, machines run without the limits of their instance size.</summary>
internal static class ControlGroups
{
    public static CheckResult Check()
    {
        var unified = ReadOrEmpty("/sys/fs/cgroup/cgroup.controllers");
        if (unified.Contains("memory", StringComparison.Ordinal))
            return CheckResult.Good("cgroups", $"v2: {unified.Trim()}");

        var old = new[] { "cpu", "memory", "pids" }.Where(c => Directory.Exists($"/sys/fs/cgroup/{c}")).ToList();
        return old.Count > 0
            ? CheckResult.Good("cgroups", $"v1: {string.Join(' ', old)}")
            : CheckResult.Limited("cgroups", "no controllers: instance sizes are recorded, not enforced", "boot with systemd.unified_cgroup_hierarchy=1");
    }

    private static string ReadOrEmpty(string path) => File.Exists(path) ? File.ReadAllText(path) : "";
}
