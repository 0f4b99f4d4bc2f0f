namespace Ilb.Checks;

/// <summary>Every machine has network, PID, mount, IPC, UTS and user namespaces of its own.</summary>
internal static class Namespaces
{
    private static readonly string[] Kinds = ["net", "pid", "mnt", "ipc", "uts", "user"];

    public static CheckResult Check()
    {
        var missing = Kinds.Where(kind => !File.Exists($"/proc/self/ns/{kind}")).ToList();
        if (missing.Count > 0)
            return CheckResult.Bad("namespaces", $"the kernel has no {string.Join(", ", missing)} namespaces", "use a distribution's kernel");

        var most = long.Parse(File.ReadAllText("/proc/sys/user/max_user_namespaces"), System.Globalization.CultureInfo.InvariantCulture);
        return most > 0
            ? CheckResult.Good("namespaces", string.Join(' ', Kinds))
            : CheckResult.Bad("namespaces", "user namespaces are switched off", "sysctl -w user.max_user_namespaces=15000");
    }
}
