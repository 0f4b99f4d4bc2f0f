namespace Ilb.Checks;

/// <summary>The kernel's version decides how programs are attached; its BTF is what libbpf reads types from.</summary>
internal static class Kernel
{
    private static readonly Version Oldest = new(6, 1);
    private static readonly Version FirstWithTcx = new(6, 6);

    public static CheckResult Check()
    {
        var version = Environment.OSVersion.Version;
        if (version < Oldest)
            return CheckResult.Bad("kernel", $"Linux {version.ToString(2)}", "use Linux 6.1 or newer (Debian 12 has it)");
        return CheckResult.Good(
            "kernel", $"Linux {version.ToString(2)}, programs attached through {(version < FirstWithTcx ? "clsact" : "tcx")}");
    }

    public static CheckResult CheckBtf() => File.Exists("/sys/kernel/btf/vmlinux")
        ? CheckResult.Good("BTF", "/sys/kernel/btf/vmlinux")
        : CheckResult.Bad("BTF", "no /sys/kernel/btf/vmlinux", "use a kernel built with CONFIG_DEBUG_INFO_BTF=y (Debian's are)");
}
