using System.Globalization;

namespace Ilb.Checks;

/// <summary>Root with the capabilities to make namespaces and interfaces and to load programs (capabilities(7)).</summary>
internal static class Privilege
{
    private static readonly (int Bit, string Name)[] Needed =
    [
        (1, "CAP_DAC_OVERRIDE"), (7, "CAP_SETUID"), (12, "CAP_NET_ADMIN"), (13, "CAP_NET_RAW"), (21, "CAP_SYS_ADMIN"), (39, "CAP_BPF"),
    ];

    public static CheckResult Check()
    {
        if (!Environment.IsPrivilegedProcess)
            return CheckResult.Bad("root", "not root", "run ilb with sudo");

        var effective = Effective();
        var missing = Needed.Where(c => (effective >> c.Bit & 1) == 0).Select(c => c.Name).ToList();
        return missing.Count == 0
            ? CheckResult.Good("root", "root with all needed capabilities")
            : CheckResult.Bad("root", $"root without {string.Join(", ", missing)}", "start ilb outside the container, or give it these capabilities");
    }

    private static ulong Effective()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("CapEff:", StringComparison.Ordinal));
        return ulong.Parse(line.AsSpan(7).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
