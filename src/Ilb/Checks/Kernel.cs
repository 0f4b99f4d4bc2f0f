namespace Ilb.Checks;

/// <summary>The kernel's version decides how programs are attached; its BTF is what libbpf reads types from.</summary>
internal static class Kernel
{
    private static readonly Version Oldest = new(6, 1);
    private static readonly Version FirstWithTcx = new(6, 6);

    /// <summary>The kernel that the tests run on, both ways of attaching; no other was tried.</summary>
    private static readonly Version Tested = new(6, 18);

    public static CheckResult Check() => Check(Environment.OSVersion.Version);

    public static CheckResult Check(Version version)
    {
        if (version < Oldest)
            return CheckResult.Bad("kernel", $"Linux {version.ToString(2)}", "use Linux 6.1 or newer (Debian 12 has it)");
        var untested = (version.Major, version.Minor) == (Tested.Major, Tested.Minor) ? "" : $" (untested: tests ran on Linux {Tested} only)";
        return CheckResult.Good(
            "kernel", $"Linux {version.ToString(2)}, programs attached through {(version < FirstWithTcx ? "clsact" : "tcx")}{untested}");
    }

    public static CheckResult CheckBtf() => File.Exists("/sys/kernel/btf/vmlinux")
        ? CheckResult.Good("BTF", "/sys/kernel/btf/vmlinux")
        : CheckResult.Bad("BTF", "no /sys/kernel/btf/vmlinux", "use a kernel built with CONFIG_DEBUG_INFO_BTF=y (Debian's are)");
}
