using System.Diagnostics;
using System.Text.RegularExpressions;
using Ilb.Datapath.Netlink;
using Ilb.EndToEnd.Fixtures;

namespace Ilb.EndToEnd.Attached;

/// <summary>What an interface of this namespace is like.</summary>
internal static partial class HostInterface
{
    /// <summary>Flags, MTU, Ethernet address, bridge, addresses, routes, programs; empty while it is not here. Numbers may be others.</summary>
    public static string Shown(string name)
    {
        using var host = RouteSocket.Open();
        return host.Find(name) is null ? "" : Numbers().Replace(string.Concat(
            HostLink.Ip("-o", "link", "show", "dev", name), HostLink.Ip("-o", "addr", "show", "dev", name), HostLink.Ip("route", "show", "dev", name), Programs()), "");
    }

    /// <summary>As it is shown after what comes by itself: bridges begin to forward, and IPv6 finds out that it is alone.</summary>
    public static async Task<string> SettledAsync(string name)
    {
        await Eventually.TrueAsync(() => Shown(name) is var shown && shown.Contains("LOWER_UP", StringComparison.Ordinal)
            && shown.Contains("inet6 fe80", StringComparison.Ordinal) && !shown.Contains("tentative", StringComparison.Ordinal), "its addresses are settled");
        return Shown(name);
    }

    public static async Task IsFoundAgainAsync(string name, string found)
    {
        await SettledAsync(name);
        await Eventually.TrueAsync(() => Shown(name) == found, $"it is as it was found:\n{found} and not\n{Shown(name)}");
    }

    /// <summary>Of all interfaces of this namespace: none of them has one of ilb's.</summary>
    private static string Programs()
    {
        using var bpftool = Process.Start(new ProcessStartInfo("bpftool", ["net", "show"]) { RedirectStandardOutput = true })!;
        var shown = bpftool.StandardOutput.ReadToEnd();
        bpftool.WaitForExit();
        return shown;
    }

    [GeneratedRegex(@"^\d+: |@if\d+|link-netns\S* \S+|\(\d+\)", RegexOptions.Multiline)]
    private static partial Regex Numbers();
}
