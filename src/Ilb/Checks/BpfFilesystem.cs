namespace Ilb.Checks;

/// <summary>Programs, links and maps are pinned in a BPF file system, so that they outlive the process.</summary>
internal static class BpfFilesystem
{
    public static CheckResult Check()
    {
        var mounted = File.ReadLines("/proc/self/mounts").Any(l => l.Split(' ') is [_, "/sys/fs/bpf", "bpf", ..]);
        return mounted
            ? CheckResult.Good("bpffs", "/sys/fs/bpf")
            : Directory.Exists("/sys/fs/bpf")
                ? CheckResult.Good("bpffs", "not mounted yet: ilb serve mounts it at /sys/fs/bpf")
                : CheckResult.Bad("bpffs", "no /sys/fs/bpf", "mount -t sysfs sysfs /sys, then mount -t bpf bpf /sys/fs/bpf");
    }
}
