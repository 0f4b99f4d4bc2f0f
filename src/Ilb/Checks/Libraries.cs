using System.Runtime.InteropServices;

namespace Ilb.Checks;

/// <summary>The native library and the programs of util-linux that the demo calls.</summary>
internal static class Libraries
{
    private static readonly string[] Tools = ["nsenter", "setsid"];

    public static CheckResult CheckLibbpf() => NativeLibrary.TryLoad("libbpf.so.1", out _)
        ? CheckResult.Good("libbpf", "libbpf.so.1")
        : CheckResult.Bad("libbpf", "libbpf.so.1 is missing", "apt-get install libbpf1");

    public static CheckResult CheckTools()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "/usr/sbin:/usr/bin:/sbin:/bin").Split(':');
        var missing = Tools.Where(tool => !folders.Any(folder => File.Exists(Path.Combine(folder, tool)))).ToList();
        return missing.Count == 0
            ? CheckResult.Good("util-linux", string.Join(", ", Tools))
            : CheckResult.Bad("util-linux", $"missing: {string.Join(", ", missing)}", "apt-get install util-linux");
    }
}
