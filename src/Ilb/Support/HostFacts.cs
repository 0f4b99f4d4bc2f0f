using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Ilb.Checks;
using Ilb.ControlPlane;

namespace Ilb.Support;

/// <summary>What ilb runs on: versions, the kernel and what it is set to, what ilb check says, and what the journal has of ilb.</summary>
internal static class HostFacts
{
    private const int JournalLines = 5_000;

    private static readonly string[] Files =
    [
        "/proc/version", "/etc/os-release", "/proc/loadavg", "/proc/meminfo", "/proc/filesystems", "/proc/cgroups",
        "/proc/sys/net/core/bpf_jit_enable", "/proc/sys/net/core/bpf_jit_limit", "/proc/sys/kernel/unprivileged_bpf_disabled",
        "/proc/sys/net/ipv4/ip_forward", "/proc/sys/net/ipv4/conf/all/rp_filter", "/proc/sys/net/ipv6/conf/all/disable_ipv6", "/proc/sys/user/max_net_namespaces",
    ];

    public static IEnumerable<SupportFile> Collect(string dataDirectory)
    {
        yield return new("version.txt", $"ilb {IlbBuild.Version}\n{RuntimeInformation.FrameworkDescription}\n{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}\n"
            + $"{Environment.ProcessorCount} processors\n");
        yield return new("kernel.txt", string.Concat(Files.Where(File.Exists).Select(file => $"{file}:\n{File.ReadAllText(file)}\n")));
        yield return new("check.txt", string.Concat(HostChecks.OfHost(dataDirectory).Select(check => $"{check.Outcome} {check.Name}: {check.Detail}\n")));
        if (Journal() is { Length: > 0 } entries)
            yield return new("journal.txt", entries);
    }

    /// <summary>Null where there is no journal.</summary>
    private static string? Journal()
    {
        if (!File.Exists("/usr/bin/journalctl"))
            return null;
        string[] arguments = ["--no-pager", "--quiet", "--output", "short-iso-precise", "--lines", $"{JournalLines}", "--identifier", "ilb"];
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/journalctl", arguments) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 })!;
        return process.StandardOutput.ReadToEnd();
    }
}
